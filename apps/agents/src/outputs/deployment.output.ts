import { z } from 'zod';
import { boundedText } from './bounded-text.js';

/** Where it can be seen. */
export const deploymentOutput = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe('The address exactly as the tool answered it'),
  summary: boundedText(600),
});
