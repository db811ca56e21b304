import { randomBytes } from 'node:crypto';
import { slugPattern } from '../outputs/bounded-text.js';

const longestStem = 40;

/** The name that was asked for, then the same with a suffix that nobody can guess; of no name only such a one. */
export function toSlugs(wanted: string): string[] {
  if (!slugPattern.test(wanted)) return [`site-${randomBytes(10).toString('hex')}`];
  const stem = wanted.slice(0, longestStem).replace(/-+$/, '');
  return [wanted, `${stem}-${randomBytes(2).toString('hex')}`, `${stem}-${randomBytes(8).toString('hex')}`];
}

export const toSiteUrl = (base: string, slug: string): string => `${base.replace(/\/+$/, '')}/sites/${slug}/`;
