import type { Check } from './checks.js';
import { array, object, optional, text } from './checks.js';

const noEmoji = /^\P{Extended_Pictographic}*$/u;

/** The body of the menu call: commands and ice breakers. */
export const automationCheck: Check = object(
  {
    enable_welcome_message: optional(() => undefined),
    commands: optional(
      array(
        { min: 0, max: 30 },
        object({
          command_name: text({ max: 32, pattern: noEmoji }),
          command_description: text({ max: 256, pattern: noEmoji }),
        }),
      ),
    ),
    prompts: optional(array({ min: 0, max: 4 }, text({ max: 80, pattern: noEmoji }))),
  },
  { isOpen: true },
);
