/**
 * Words of conversation that say nothing about the matter, beside the stop words that Postgres knows: without them
 * "hola, quería saber si hacen envíos" would be four parts greeting.
 */
const filler = new Set(
  [
    'hola buenos buenas dias tardes noches gracias favor porfa quiero quiera quisiera querria queria saber sabes saben decir dime digame',
    'puedo puede pueden podria podrian podeis tengo tiene tienen teneis hay hace hacen haceis ustedes vosotros necesito pregunta duda info',
    'informacion sobre acerca cual cuales como cuando donde que quien',
    'hello hi hey good morning afternoon evening please thanks thank would like want know tell could can you your have has does do is are',
    'there any about what when where which who how info information question need get got',
    'ola oi bom boa dia tarde noite obrigado obrigada por queria gostaria quero saber pode podem poderia tenho tem voces voce existe',
    'fazem faz preciso duvida informacao informacoes sobre qual quais como quando onde quem que',
  ].flatMap((line) => line.split(' ')),
);

const mostWords = 24;

/** The words of a question that can be looked for: unaccented, in lower case, each once. */
export function queryWords(question: string): string[] {
  const plain = question.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]{2,40}/gu) ?? [];
  return [...new Set(words)].filter((word) => !filler.has(word)).slice(0, mostWords);
}
