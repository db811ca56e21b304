import { normalize } from './normalize.js';

const namePatterns = [
  /(?:me llamo|mi nombre es|my name is|my name's|meu nome (?:é|e)|me chamo|call me|puedes llamarme|pode me chamar de|dime|ll[aá]mame)\s+(\p{L}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,2})/iu,
  /(?:^|[,.!¡]\s*)(?:[Ss]oy|[Ss]ou(?: [ao])?|I'?m|I am|[Aa]qu[ií])\s+(\p{Lu}\p{L}+)(?=\s*(?:$|[,.!]))/u,
];
const askedName =
  /(como me llamo|cual es mi nombre|(sabes|recuerdas|acuerdas de) (como me llamo|mi nombre)|what('s| is) my name|do you (know|remember) my name|who am i\b|como (e que )?(eu )?me chamo|qual (e )?(o )?meu nome|(sabe|lembra) (d?o )?meu nome|quem sou eu|quien soy)/;
const askedLast =
  /(que (te )?(dije|escribi|pregunte)( antes| recien)?|what did i (just )?(say|ask|write|tell you)|o que (eu )?(disse|perguntei|escrevi)|de que (hablabamos|estabamos hablando|estavamos falando)|what were we talking about)/;
const saidFact =
  /\b(?:my|mi|meu|minha)\s+(\p{L}[\p{L} ]{1,30}?)\s+(?:is called|is named|is|es|é|se llama|se chama|e)\s+([^.,!?\n]{1,60})/iu;
const askedFact =
  /(?:what(?:'s| is)|cu[aá]l es|c[oó]mo se llama|qual (?:é|e)|como se chama)\s+(?:my|mi|o meu|a minha|meu|minha)\s+(\p{L}[\p{L} ]{1,30}?)(?: called| named)?\s*\?*$/iu;
const notNames = /^(nombre|name|nome|que|qué|what|un|una|a|o|the|muy|si|no)$/i;

export type Recollection =
  | { kind: 'nameLearned' | 'nameRecalled'; name: string }
  | { kind: 'nameUnknown' | 'nothingRecalled' }
  | { kind: 'factLearned' | 'factRecalled'; thing: string; value: string }
  | { kind: 'factUnknown'; thing: string }
  | { kind: 'lastRecalled'; quote: string };

export const findName = (texts: string[]): string | undefined =>
  texts.map(nameIn).findLast((name) => name !== undefined);

/** What the person tells about themselves, or asks to be told again, with the answer from the earlier texts. */
export function recollect(text: string, plain: string, earlier: string[]): Recollection | undefined {
  if (text.length > 300) return undefined;
  if (askedName.test(plain)) {
    const name = findName(earlier);
    return name ? { kind: 'nameRecalled', name } : { kind: 'nameUnknown' };
  }
  if (askedLast.test(plain)) {
    const quote = earlier.at(-1);
    return quote ? { kind: 'lastRecalled', quote } : { kind: 'nothingRecalled' };
  }
  const asked = askedFact.exec(text)?.[1];
  if (asked) return recallFact(asked, earlier);
  const name = nameIn(text);
  if (name) return { kind: 'nameLearned', name };
  const said = text.includes('?') ? null : saidFact.exec(text);
  return said ? { kind: 'factLearned', thing: said[1]!.trim(), value: said[2]!.trim() } : undefined;
}

/** A question tells no name, but a sentence beside it may. */
function nameIn(text: string): string | undefined {
  const statements = text
    .slice(0, 300)
    .split(/(?<=[.!?\n])\s+/)
    .filter((sentence) => !sentence.includes('?'));
  for (const statement of statements) {
    for (const pattern of namePatterns) {
      const name = pattern.exec(statement)?.[1]?.trim();
      if (name && !notNames.test(name)) return name.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
    }
  }
  return undefined;
}

function recallFact(asked: string, earlier: string[]): Recollection {
  for (const text of earlier.toReversed()) {
    const said = saidFact.exec(text.slice(0, 300));
    if (said && normalize(said[1]!) === normalize(asked)) {
      return { kind: 'factRecalled', thing: said[1]!.trim(), value: said[2]!.trim() };
    }
  }
  return { kind: 'factUnknown', thing: asked.trim() };
}
