import { buildText } from './build-text.js';
import type { Standing } from './standing.js';
import { toSteps } from './to-steps.js';

/** What stays of a build that does not go on: the steps that are done, and the site as it was published last. */
export function keptOf({ phases, url, language }: Standing): string {
  const steps = toSteps(phases, language)
    .filter(({ state }) => state === 'done')
    .map(({ title }) => title);
  const words = [
    ...(steps.length > 0 ? [buildText('kept', language, { steps: steps.join(', ') })] : []),
    ...(url ? [buildText('keptSite', language, { url })] : []),
  ];
  return words.length > 0 ? words.join(' ') : buildText('keptNothing', language);
}
