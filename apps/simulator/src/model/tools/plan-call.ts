import { answerWords } from '../phrasing/answer-words.js';
import type { Conversation } from '../replies/conversation.js';
import { isObject, type JsonObject, type Tool } from '../wire/message-request.js';
import { fillArguments, missingReferences } from './fill-arguments.js';
import { findNumber } from './guess-value.js';
import { collectThings } from './known-things.js';
import { type Toolkit, toToolkit, toolFor } from './match-tools.js';
import { findWish, type Want, type Wish } from './wants.js';

/** What to do next for a person: use a tool, or ask them for what it needs. */
export type Plan = { name: string; input: unknown; question?: undefined } | { question: string };

/** Wants that name a ticket or an order: without a number the person's own ones are looked at first. */
const namesOne: Partial<Record<Want, Want>> = {
  addToTicket: 'ticketStatus',
  closeTicket: 'ticketStatus',
  reopenTicket: 'ticketStatus',
  cancelOrder: 'orderStatus',
};

/** What must be looked at before a thing can be named by its id. */
const lookFirst: Partial<Record<Want, Want>> = {
  addToCart: 'searchProducts',
  compareProducts: 'searchProducts',
  showProducts: 'searchProducts',
  changeCart: 'showCart',
  removeFromCart: 'showCart',
};

/**
 * The next step for what the person wants, or undefined when it is time to answer. Each tool is used once for a message, so
 * that it ends whatever the tools answer.
 */
export function planCall(tools: readonly Tool[], conversation: Conversation, nowMs: number): Plan | undefined {
  if (conversation.steps.at(-1)?.isError) return undefined;
  const wish = findWish(conversation);
  if (!wish) return undefined;
  const kit = toToolkit(tools);
  const tool = nextTool(wish.want, kit, conversation);
  if (!tool) return undefined;
  const input = fillArguments(tool, wish, conversation, nowMs);
  const isAsking = wish.want === 'checkout' && isIncomplete(input, tool, wish);
  return isAsking ? askForOrder(kit, conversation) : { name: tool.name, input };
}

/** What an order still needs; nothing, once it is seen that there is nothing to order. */
function askForOrder(kit: Toolkit, { steps, language }: Conversation): Plan | undefined {
  const cart = kit.get('showCart');
  const seen = steps.find(({ name }) => name === cart?.name)?.result;
  if (cart && seen === undefined) return { name: cart.name, input: {} };
  return isObject(seen) && seen.empty === true ? undefined : { question: answerWords[language].askCheckout };
}

function nextTool(want: Want, kit: Toolkit, conversation: Conversation): Tool | undefined {
  const { steps } = conversation;
  const isUsed = ({ name }: Tool) => steps.some((step) => step.name === name);
  const wanted = toolFor(want, kit);
  if (!wanted) return undefined;
  if (isUsed(wanted)) return followUp(want, kit, steps.at(-1)!.result, isUsed);
  const status = namesOne[want] && kit.get(namesOne[want]);
  if (status && !findNumber(conversation, want)) {
    if (!isUsed(status)) return status;
    if (!hasNumber(steps.at(-1)!.result)) return undefined;
  }
  if (want === 'cartFromOrder' || missingReferences(wanted, conversation).length === 0) return wanted;
  const first = lookFirst[want] && kit.get(lookFirst[want]);
  return first && !isUsed(first) ? first : undefined;
}

/** Whether an answer names a ticket or an order. */
const hasNumber = (result: unknown): boolean =>
  collectThings([{ name: '', input: {}, result, isError: false }]).some(({ number }) => number);

/** Products that were found are shown; where nothing was found, a person is offered. */
function followUp(want: Want, kit: Toolkit, result: unknown, isUsed: (tool: Tool) => boolean): Tool | undefined {
  if (!isObject(result)) return undefined;
  const hasProducts = Array.isArray(result.products) && result.products.length > 0;
  const next = want === 'searchProducts' && hasProducts ? kit.get('showProducts') : offerOf(kit, result);
  return next && !isUsed(next) ? next : undefined;
}

const offerOf = (kit: Toolkit, { found }: JsonObject): Tool | undefined => {
  const person = kit.get('human');
  return found === false && person?.name.startsWith('offer') ? person : undefined;
};

/** An order needs a name, the word whether it is fetched or brought, and for the latter where to. */
function isIncomplete(input: unknown, { input_schema: schema }: Tool, { about }: Wish): boolean {
  if (!isObject(input) || !isObject(schema?.properties)) return false;
  const { fulfilment, recipient, address } = input;
  const saysWay =
    /reco[gj]|retir|busc|pick|collect|domicilio|env[ií]|llev|deliver|entreg|manda|casa/i.test(about) ||
    Boolean(address);
  if ('recipient' in schema.properties && (typeof recipient !== 'string' || recipient.length < 2)) return true;
  return 'fulfilment' in schema.properties && (!saysWay || (fulfilment === 'delivery' && !address));
}
