import { z } from 'zod';
import { boundedText } from './bounded-text.js';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'expected #rrggbb');

/** How it looks. */
export const designOutput = z.strictObject({
  summary: boundedText(600),
  palette: z.strictObject({ background: colour, surface: colour, text: colour, primary: colour, accent: colour }),
  fonts: z.strictObject({ heading: boundedText(200), body: boundedText(200) }).describe('Stacks of system fonts'),
  layout: boundedText(1_000),
  mood: boundedText(200),
});
