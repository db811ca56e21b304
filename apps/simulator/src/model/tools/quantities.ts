const numbers: Record<string, number> = {
  un: 1, una: 1, uno: 1, a: 1, an: 1, one: 1, um: 1, uma: 1,
  dos: 2, two: 2, dois: 2, duas: 2, par: 2,
  tres: 3, three: 3, cuatro: 4, four: 4, quatro: 4, cinco: 5, five: 5, seis: 6, six: 6, siete: 7, seven: 7, sete: 7,
  ocho: 8, eight: 8, oito: 8, nueve: 9, nine: 9, nove: 9, diez: 10, ten: 10, dez: 10, doce: 12, twelve: 12, doze: 12,
  docena: 12, dozen: 12, duzia: 12,
}; // prettier-ignore

/** A number, perhaps behind what makes it a size: for 6, de 500, mesa para 4; not before a unit. */
const counting =
  /\b(?:(for|para|de|of) )?(?<![.,-])(\d{1,3}|[a-z]+)(?![\w.,-]|\s*(?:g|gr|kg|kilos?|ml|l|cm|eur|euros?|%|h|hs|am|pm)\b)/g;

/** How many the normalised text names; undefined when it names no number. Weights and sizes are no quantities. */
export function findQuantity(plain: string): number | undefined {
  if (/\b(?:media|half a|meia) (?:docena|dozen|duzia)\b/.test(plain)) return 6;
  const counted: number[] = [];
  for (const [, before, word] of plain.matchAll(counting)) {
    const value = /^\d/.test(word!) ? Number(word) : numbers[word!];
    if (value !== undefined && !(before && value > 1)) counted.push(value);
  }
  return counted.find((value) => value > 1) ?? counted[0];
}
