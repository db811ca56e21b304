import { detect } from 'tinyld/light';
import { isLanguage, type Language, languages } from './language.js';
import { shortPhrases } from './short-phrases.js';

/** Main language of a region, for a first message that says nothing about its own. */
const byRegion: Record<string, Language> = {
  BR: 'pt',
  PT: 'pt',
  AO: 'pt',
  MZ: 'pt',
  US: 'en',
  GB: 'en',
  CA: 'en',
  AU: 'en',
  NZ: 'en',
  IE: 'en',
  IN: 'en',
  ZA: 'en',
  NG: 'en',
  KE: 'en',
  GH: 'en',
  PH: 'en',
  SG: 'en',
};

/** Below this length statistics guess: words that people do write decide instead. */
const MIN_STATISTICAL_LENGTH = 12;
/** The same where the language of the conversation is known: "show me pictures" is no reason to leave it. */
const MIN_LENGTH_TO_CHANGE = 30;

/** What the person writes in; what they wrote before when the text does not tell; then their region's; then Spanish. */
export function detectLanguage(text: string, known: string, region: string): Language {
  if (isCommand.test(text)) return languageOf(known, region);
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const shortest = isLanguage(known) ? MIN_LENGTH_TO_CHANGE : MIN_STATISTICAL_LENGTH;
  return byPhrases(words) ?? (text.length >= shortest ? byStatistics(text) : undefined) ?? languageOf(known, region);
}

/** "/help" is no English. */
const isCommand = /^\s*\/\w+\s*$/;

const languageOf = (known: string, region: string): Language =>
  isLanguage(known) ? known : (byRegion[region] ?? 'es');

/** The language with more telling words, if one has more. */
function byPhrases(words: string[]): Language | undefined {
  const ranked = languages
    .map((language) => ({ language, hits: words.filter((word) => shortPhrases[language].has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  return ranked[0]!.hits > ranked[1]!.hits ? ranked[0]!.language : undefined;
}

function byStatistics(text: string): Language | undefined {
  const found = detect(text.slice(0, 400), { only: [...languages] });
  return isLanguage(found) ? found : undefined;
}
