import { z } from 'zod';
import type { Menu } from './menu.js';

/** A number's answer: what was never set may be left out, and there may be more than we ask for. */
const stored = z.object({
  conversational_automation: z
    .object({
      commands: z.array(z.object({ command_name: z.string(), command_description: z.string().default('') })).nullish(),
      prompts: z.array(z.string()).nullish(),
    })
    .nullish(),
});

/** Whether the number shows this menu already. An answer that cannot be read is another menu: it is written again. */
export function isSameMenu(menu: Menu, answer: unknown): boolean {
  const { data } = stored.safeParse(answer);
  const { commands, prompts } = data?.conversational_automation ?? {};
  return JSON.stringify([commands ?? [], prompts ?? []]) === JSON.stringify([menu.commands, menu.prompts]);
}
