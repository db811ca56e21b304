import { z } from 'zod';
import { boundedText, slugPattern } from './bounded-text.js';

/** What will be built, and by which workflow. */
export const planOutput = z.strictObject({
  title: boundedText(80).describe('Name of what is built, in the language of the person'),
  slug: z.string().regex(slugPattern).describe('Short name for the address: a-z, 0-9 and hyphens'),
  kind: z.enum(['landing', 'app', 'calculator', 'menu', 'portfolio', 'other']),
  workflow: z.enum(['full-build', 'design-only', 'design-and-implement', 'bug-fix', 'redeploy', 'own']),
  summary: boundedText(600).describe('What will be done, for the person, in their language'),
  sections: z.array(boundedText(120)).max(20).describe('Parts of the page from top to bottom'),
  features: z.array(boundedText(200)).max(20).describe('What it can do'),
  phases: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
        agent: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
        task: boundedText(2_000),
        depends_on: z.array(z.string().max(40)).max(20),
      }),
    )
    .min(1)
    .max(20)
    .optional()
    .describe('Only with the workflow "own"'),
});
