import { z } from 'zod';
import { boundedText } from './bounded-text.js';

/** What a wish that comes while a build runs, or after it, means for the build. */
export const changeOutput = z.strictObject({
  policy: z.enum(['wait', 'merge', 'replace']),
  targets: z.array(boundedText(40)).max(20).describe('Names of the phases that must do their work again'),
  summary: boundedText(200).describe('One line for the person, in their language'),
});
