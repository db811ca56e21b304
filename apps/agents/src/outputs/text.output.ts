import { z } from 'zod';
import { boundedText } from './bounded-text.js';

/** What an agent without a contract gives to a build: its words. */
export const textOutput = z.strictObject({ text: boundedText(20_000) });
