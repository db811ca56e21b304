export { isRepeatable } from './is-repeatable.js';
export { normaliseText } from './normalise-text.js';
export { type SayText, textCatalogue, type TextLanguage } from './text-catalogue.js';
