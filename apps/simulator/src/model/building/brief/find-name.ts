const called =
  /\b(?:called|named|by the name of|llamad[oa]s?|(?:que|q) se llam(?:a|e)|de nombre|con el nombre(?: de)?|chamad[oa]s?|que se chama|com o nome(?: de)?|de nome)\s*:?\s+["'“«‘]?([^"'”»’\n]{1,60})/iu;
const quoted = /["“«]([^"”»\n]{2,40})["”»]/u;
/** Words after which the name is over. */
const ends =
  /[,.;:!?()\n]|\s(?:with|that|which|and|who|where|in|for|from|on|con|que|y|e|donde|para|en|desde|de color|com|onde|em|no|na|do)(?=\s|$)|\s[-–—]\s/iu;
/** `a bakery, Sol` and `my bakery Sol`: a capital inside of a sentence. */
const capital =
  /\b(?:for|para|de|of|my|our|mi|nuestr[oa]|meu|minha|noss[oa])\s+(?:(?:a|an|the|una?|el|la|uma?|o|my|mi|meu|minha)\s+)?(?:[a-zà-ÿ-]+\s+){0,3}((?:\p{Lu}[\p{L}\p{N}’'&.-]*)(?:\s+(?:(?:de|del|da|do|y|e|and|of|la|el|&)\s+)?\p{Lu}[\p{L}\p{N}’'&-]*){0,3})/u;
const notNames =
  /^(?:I|HTML|CSS|Spanish|English|Portuguese|Español|Inglés|Portugués|Português|Madrid|London|Lisboa|TODO|To-?Do|Web|Landing)$/iu;

/** The name that a person gave to their site, or nothing. */
export function findName(request: string): string {
  const said = called.exec(request)?.[1];
  if (said) return toName(said.split(ends)[0] ?? '');
  const marked = quoted.exec(request)?.[1];
  if (marked) return toName(marked);
  const implied = capital.exec(request)?.[1] ?? '';
  return notNames.test(implied) ? '' : toName(implied);
}

/** At most four words, and a capital where a person in a hurry wrote none. */
export function toName(text: string): string {
  const words = text
    .trim()
    .replace(/[<>{}\\`]/g, '')
    .split(/\s+/)
    .slice(0, 4)
    .join(' ')
    .slice(0, 40);
  return words && words === words.toLowerCase() ? words.replace(/^\p{L}/u, (letter) => letter.toUpperCase()) : words;
}
