import { textCatalogue } from '#libs/texts';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** What is said about builds; each language has all of it. */
export type BuildTextKey = Exclude<keyof typeof en, 'step'> | `step.${keyof typeof en.step}`;

export const buildText = textCatalogue<BuildTextKey>({ es, en, pt });

/** The step that an agent takes, as a person would call it; undefined for agents that nobody has a word for. */
export const stepOf = (agent: string, language: string): string | undefined =>
  isKnown(agent) ? buildText(`step.${agent}`, language) : undefined;

const isKnown = (agent: string): agent is keyof typeof en.step => Object.hasOwn(en.step, agent);
