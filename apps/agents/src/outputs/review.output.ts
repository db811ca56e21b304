import { z } from 'zod';
import { boundedText } from './bounded-text.js';

/** What is wrong with the work of others. */
export const reviewOutput = z.strictObject({
  passed: z.boolean().describe('No defect of high or medium severity is left'),
  score: z.int().min(0).max(100),
  defects: z
    .array(
      z.strictObject({
        severity: z.enum(['low', 'medium', 'high']),
        path: z.string().max(200).describe('File, or empty for the whole site'),
        what: boundedText(500).describe('What is wrong, where, and what would be right'),
      }),
    )
    .max(50),
  summary: boundedText(1_000),
});
