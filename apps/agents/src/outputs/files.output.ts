import { z } from 'zod';
import { boundedText, pathText } from './bounded-text.js';

/** Files that were written; none where a phase asks for an opinion and lets nobody write, as debates and panels do. */
export const filesOutput = z.strictObject({
  summary: boundedText(1_000),
  files: z
    .array(pathText)
    .max(100)
    .describe('Paths of the files that you wrote or changed; none if you may write none'),
});
