const longest = 1_200;
/** What a colleague must not have to ask again. */
const worthKeeping: [RegExp, number][] = [
  [/\b[A-Z]{1,3}-[0-9A-Z]{3,}(?:-[0-9A-Z]{3,})*\b/, 6],
  [/\b(?:me llamo|mi nombre|soy|my name|i am|i'm|meu nome|me chamo|sou)\b/i, 4],
  [/al[eé]rg|allerg|cel[ií]ac|coeliac|intoleran|vegan|vegetarian|sin gluten|gluten[- ]free|sem gl[uú]ten/i, 5],
  [/\b(?:calle|avenida|rua|street|road|address|direcci[oó]n|endere[cç]o|talla|size|tamanho)\b/i, 4],
  [/\d/, 3],
  [
    /\b(?:prefiero|prefer|prefiro|no quiero|don't want|n[aã]o quero|nunca|never|siempre|always|sempre|cumplea\w+|birthday|anivers[aá]rio)\b/i,
    3,
  ],
  [/\b(?:quiero|necesito|want|need|quero|preciso|problema?|queja|reclam\w+|complain\w*)\b/i, 2],
];

/** Whether a text is an older part of a conversation to be put into a summary. */
export const isToSummarise = (text: string): boolean =>
  /^(?:Summary so far|Conversation since):\n/.test(text) && /^(?:person|we): /m.test(text);

/** Sentences of the conversation that hold something to remember, the weightiest first; nothing is added. */
export function summarise(text: string): string {
  const [before = '', since = text] = text.includes('Conversation since:\n')
    ? text.split('Conversation since:\n', 2)
    : [];
  const earlier = before.replace(/^Summary so far:\n/, '').split('\n');
  const said = since.split(/\n(?=(?:person|we): )/).flatMap((line) => {
    const own = /^we: /.test(line);
    return line
      .replace(/^(?:person|we): /, '')
      .split(/(?<=[.!?])\s+|\n+/)
      .map((sentence) => ({ sentence, own }));
  });
  const kept = new Map<string, number>();
  for (const line of earlier) if (line.trim()) kept.set(line.trim(), 3 + weigh(line));
  for (const { sentence, own } of said) {
    const weight = weigh(sentence) - (own ? 2 : 0);
    const line = sentence.trim().slice(0, 240);
    if (weight > 0 && line) kept.set(line, Math.max(weight, kept.get(line) ?? 0));
  }
  let length = 0;
  const lines = [...kept].sort(([, one], [, other]) => other - one).map(([line]) => line);
  return lines.filter((line) => (length += line.length + 1) <= longest).join('\n') || since.trim().slice(0, 240);
}

const weigh = (sentence: string): number =>
  worthKeeping.reduce((sum, [pattern, points]) => (pattern.test(sentence) ? sum + points : sum), 0);
