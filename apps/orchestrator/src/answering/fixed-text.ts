import { textCatalogue } from '#libs/texts';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** Everything that Parley itself says to a person; each language has all of it. */
export type TextKey = keyof typeof en;

export const fixedText = textCatalogue<TextKey>({ es, en, pt });

/** Whether there is a text of that name. */
export const isTextKey = (name: string): name is TextKey => Object.hasOwn(en, name);
