import { textCatalogue } from '#libs/texts';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** What people read around questions that are answered by button. */
export const confirmationText = textCatalogue<keyof typeof en>({ es, en, pt });
