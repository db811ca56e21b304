import { buildText } from './build-text.js';
import type { Standing } from './standing.js';

/** What a build is called, in bold; neither markup nor lines of its title get in the way. */
export function nameOf({ title, language }: Pick<Standing, 'title' | 'language'>): string {
  const plain = title.replace(/[*_~`\s]+/g, ' ').trim();
  return `*${plain || buildText('thing', language)}*`;
}
