import { textCatalogue } from '#libs/texts';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** One line for whoever asked for a change, by what becomes of it. */
export const changeText = textCatalogue<keyof typeof en>({ es, en, pt });
