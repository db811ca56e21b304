import type { Brief } from '../brief/brief.js';
import type { Content } from './content.js';
import { writeLanding } from './write-landing.js';

/** All words of the site for a request. */
export function writeContent(brief: Brief): Content {
  switch (brief.kind) {
    default:
      return writeLanding(brief);
  }
}
