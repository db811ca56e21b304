import type { Tool } from '../wire/message-request.js';
import type { Want } from './wants.js';

/** What a tool for a want is called, in whatever style of names. */
const names: Record<Want, RegExp> = {
  human: /human|person|hand_?(?:off|over)|escalat/,
  reopenTicket: /re_?open.*ticket|ticket.*re_?open/,
  closeTicket: /close.*ticket|ticket.*close/,
  addToTicket: /(?:add|append|note|comment).*ticket|ticket.*(?:add|note|comment)/,
  ticketStatus: /ticket.*(?:status|list|show|get|find)|(?:status|list|show|get|find|my|read).*ticket/,
  openTicket: /(?<!re_?)(?:open|create|new|raise).*ticket/,
  cancelOrder: /cancel.*order|order.*cancel/,
  orderStatus: /order.*(?:status|list|show|get|find)|track|(?:status|get|find|show|list|my).*order/,
  compareProducts: /compare/,
  checkout: /check_?out|place_order/,
  removeFromCart: /remove.*(?:cart|item|line)|cart.*remove/,
  changeCart: /(?:change|update|set).*(?:cart|quantity|item|line)|cart.*(?:change|update|set)/,
  emptyCart: /(?:empty|clear).*cart/,
  cartFromOrder: /cart_from|from_order/,
  showCart: /(?:show|view|get|see|read|list|look).*cart|^cart$|cart_(?:show|view|contents)/,
  addToCart: /add.*(?:cart|item|product)|cart.*add/,
  policies: /polic|payment|delivery|business_(?:info|facts)/,
  searchProducts: /(?:search|find|list|browse).*(?:product|catalog|item)|(?:product|catalog).*(?:search|find|list)/,
  showProducts: /show.*(?:product|photo|item)|product.*photo/,
  hours: /hours|opening|open_now|schedule/,
  places: /place|location|address|branch|store|shop/,
  knowledge: /knowledge|faq|search_(?:docs|help)/,
};

/** Who else may know, in this order. */
const instead: Partial<Record<Want, Want[]>> = {
  hours: ['knowledge'],
  places: ['knowledge'],
  policies: ['knowledge'],
  knowledge: ['policies'],
  compareProducts: ['searchProducts'],
  removeFromCart: ['changeCart'],
  showProducts: ['searchProducts'],
  searchProducts: ['knowledge'],
  openTicket: ['human'],
};

export type Toolkit = ReadonlyMap<Want, Tool>;

const wants = Object.keys(names) as Want[];
const kits = new Map<string, ReadonlyMap<Want, string>>();
const mostKits = 500;

/** Which of the offered tools serves which want. The same offer comes back with every message: its names are read once. */
export function toToolkit(tools: readonly Tool[]): Toolkit {
  const key = tools.map(({ name }) => name).join(' ');
  let kit = kits.get(key);
  if (!kit) {
    if (kits.size >= mostKits) kits.clear();
    kits.set(key, (kit = matchNames(tools.map(({ name }) => name))));
  }
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return new Map([...kit].map(([want, name]) => [want, byName.get(name)!]));
}

export const toolFor = (want: Want, kit: Toolkit): Tool | undefined =>
  [want, ...(instead[want] ?? [])].map((one) => kit.get(one)).find((tool) => tool !== undefined);

function matchNames(offered: string[]): ReadonlyMap<Want, string> {
  const kit = new Map<Want, string>();
  for (const want of wants) {
    const name = offered.find((one) => names[want].test(one.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()));
    if (name) kit.set(want, name);
  }
  return kit;
}
