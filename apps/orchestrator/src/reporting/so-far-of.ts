import { buildText } from './build-text.js';
import type { Standing } from './standing.js';
import { toSteps } from './to-steps.js';
import type { Unfinished } from './unfinished/unfinished-sites.service.js';

/** Files that are named; of more it is said how many. */
const MOST_FILES = 5;

/**
 * What a person has of a build that does not go on: the steps that are done and those that are missing, and the site: as it was
 * published last, else what there is of it, else the files.
 */
export function soFarOf({ phases, url, language }: Standing, unfinished?: Unfinished): string {
  const steps = toSteps(phases, language);
  const named = (isDone: boolean) =>
    steps
      .filter(({ state }) => (state === 'done') === isDone)
      .map(({ title }) => title)
      .join(', ');
  const [done, missing] = [named(true), named(false)];
  const { paths = [], url: seen = '' } = unfinished ?? {};
  const words: string[] = [];
  if (done) words.push(buildText(missing ? 'soFar' : 'soFarAll', language, { done, missing }));
  if (url) words.push(buildText('keptSite', language, { url }));
  else if (seen) words.push(buildText('unfinishedSite', language, { url: seen }));
  else if (paths.length > 0) words.push(filesText(paths, language));
  return words.length > 0 ? words.join(' ') : buildText('keptNothing', language);
}

function filesText(paths: readonly string[], language: string): string {
  const files = paths.slice(0, MOST_FILES).join(', ');
  const more = paths.length - MOST_FILES;
  return buildText(more > 0 ? 'unfinishedFilesMore' : 'unfinishedFiles', language, { files, more: `${more}` });
}
