import { z } from 'zod';
import { boundedText } from './bounded-text.js';

/** One answer made of several. */
export const synthesisOutput = z.strictObject({
  summary: boundedText(1_000),
  text: boundedText(20_000),
  agreements: z.array(boundedText(500)).max(30),
  disagreements: z.array(boundedText(500)).max(30),
});
