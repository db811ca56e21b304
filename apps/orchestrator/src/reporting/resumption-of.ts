import { buildText } from './build-text.js';
import type { Standing } from './standing.js';

/** How a paused build goes on. */
export const resumptionOf = ({ resumeAt, language }: Pick<Standing, 'resumeAt' | 'language'>): string =>
  resumeAt
    ? buildText('resumeAt', language, { at: spokenMoment(resumeAt, language) })
    : buildText('resumeHow', language);

/** Budgets of a day end with the day in UTC, which is said, as nobody knows where the person is. */
export const spokenMoment = (at: Date, language: string): string =>
  `${new Intl.DateTimeFormat(language || 'es', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;
