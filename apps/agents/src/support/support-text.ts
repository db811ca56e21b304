import { textCatalogue } from '#libs/texts';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

export type SupportTextKey = keyof typeof en;

/** What the support lane itself says to people, beside the words of the model. */
export const supportText = textCatalogue<SupportTextKey>({ es, en, pt });
