import { z } from 'zod';
import { boundedText, pathText } from './bounded-text.js';

/** Files that were written. */
export const filesOutput = z.strictObject({
  summary: boundedText(1_000),
  files: z.array(pathText).min(1).max(100).describe('Paths of the files that you wrote or changed'),
});
