export { type SayText, textCatalogue, type TextLanguage } from './text-catalogue.js';
