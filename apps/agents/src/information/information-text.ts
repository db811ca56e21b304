import { textCatalogue } from '#libs/texts';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** What the information lane itself says to people, beside the words of the model. */
export const informationText = textCatalogue<keyof typeof en>({ es, en, pt });
