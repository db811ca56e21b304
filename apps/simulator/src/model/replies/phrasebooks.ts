import type { Language } from './detect-language.js';
import type { Phrasebook } from './phrasebook.js';
import { phrasesEn } from './phrases-en.js';
import { phrasesEs } from './phrases-es.js';
import { phrasesPt } from './phrases-pt.js';

export const phrasebooks: Record<Language, Phrasebook> = { es: phrasesEs, en: phrasesEn, pt: phrasesPt };
