import type { Conversation } from '../replies/conversation.js';
import type { Tool } from '../wire/message-request.js';
import { fillArguments, missingReferences } from './fill-arguments.js';
import { type Toolkit, toToolkit, toolFor } from './match-tools.js';
import { findWish, type Want } from './wants.js';

export interface PlannedCall {
  name: string;
  input: unknown;
}

/** What must be looked at before a thing can be named by its id. */
const lookFirst: Partial<Record<Want, Want>> = {
  addToCart: 'searchProducts',
  compareProducts: 'searchProducts',
  changeCart: 'showCart',
  removeFromCart: 'showCart',
};

/**
 * The next tool for what the person wants, or undefined when it is time to answer. Each tool is used once for a message, so
 * that it ends whatever the tools answer.
 */
export function planCall(tools: readonly Tool[], conversation: Conversation, nowMs: number): PlannedCall | undefined {
  const { text, plain, earlier, steps } = conversation;
  if (steps.at(-1)?.isError) return undefined;
  const wish = findWish(text, plain, earlier);
  if (!wish) return undefined;
  const tool = nextTool(wish.want, toToolkit(tools), conversation);
  return tool && { name: tool.name, input: fillArguments(tool, wish, conversation, nowMs) };
}

function nextTool(want: Want, kit: Toolkit, conversation: Conversation): Tool | undefined {
  const isUsed = ({ name }: Tool) => conversation.steps.some((step) => step.name === name);
  const wanted = toolFor(want, kit);
  if (!wanted || isUsed(wanted)) return undefined;
  if (missingReferences(wanted, conversation).length === 0) return wanted;
  const first = lookFirst[want] && kit.get(lookFirst[want]);
  return first && !isUsed(first) ? first : undefined;
}
