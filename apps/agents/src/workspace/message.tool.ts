import { z } from 'zod';
import { defineBuildTool } from './build-tool.js';
import { ToolError } from '../tools/tool-error.js';

/** Of one run: more is a conversation with nobody. */
const mostMessages = 12;

/** What one agent of a build has to say to another; it reads it in its next run. */
export const sendMessage = defineBuildTool({
  name: 'send_message',
  description: 'Tells another agent of this build something. It reads it in its next run; nobody answers in this one.',
  input: z.strictObject({
    to: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,63}$/)
      .describe('Name of the agent, such as frontend'),
    kind: z.enum(['question', 'answer', 'review', 'handoff']),
    text: z.string().trim().min(1).max(4_000),
  }),
  effect: 'write',
  run: async ({ to, kind, text }, { scene }) => {
    const from = scene.place.agent;
    if (to === from) throw new ToolError('bad_arguments', 'You need not write to yourself.');
    if (scene.said >= mostMessages) throw new ToolError('too_many', `A run sends at most ${mostMessages} messages.`);
    const reason = scene.refuse(text);
    if (reason) throw new ToolError('content_refused', reason);
    scene.say({ from, to, kind, text });
    return { content: { sent: true } };
  },
});
