import { findSuspicions } from '#libs/screening';
import type { ReadFile } from '../media/media-reader.service.js';
import type { Quoted } from './built-turn.js';
import { MAX_FILE_TEXT } from './describe-content.js';

/** What belongs to a message beside its own words. */
export interface Material {
  file?: ReadFile;
  quoted?: Quoted;
}

/**
 * Suspicions about words that an agent gets and the gateway never saw: what a recording says, what a text file holds, what
 * the person quotes of their own. The gateway has screened the rest.
 */
export function screenMaterial({ file, quoted }: Material): string[] {
  const words = [
    file?.kind === 'speech' || file?.kind === 'text' ? file.text.slice(0, MAX_FILE_TEXT) : '',
    quoted && quoted.agent === '' ? quoted.text.slice(0, MAX_FILE_TEXT) : '',
  ];
  return words.flatMap((text) => findSuspicions(text));
}
