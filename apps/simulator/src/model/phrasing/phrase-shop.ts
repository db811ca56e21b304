import { isObject, type JsonObject } from '../wire/message-request.js';
import { type AnswerWords, fillIn } from './answer-words.js';
import { toText } from './to-text.js';

const mostLines = 6;
const amountKeys = ['price', 'line_total', 'total', 'unit_price', 'from_price', 'amount'];
const orderStates = ['placed', 'preparing', 'on_the_way', 'delivered', 'cancelled'] as const;

/** What a tool says about products, a cart or orders. */
export function phraseShop(tool: string, result: JsonObject, words: AnswerWords): string | undefined {
  if (result.status === 'awaiting_confirmation') return words.confirm;
  if (/cart/i.test(tool) && result.empty === true) return words.emptyCart;
  return phraseOrders(result, words) ?? phraseCart(tool, result, words) ?? phraseProducts(result, words);
}

function phraseOrders(result: JsonObject, words: AnswerWords): string | undefined {
  const orders = Array.isArray(result.orders) ? result.orders : isObject(result.order) ? [result.order] : undefined;
  if (!orders) return undefined;
  if (orders.length === 0) return words.noOrders;
  const lines = orders
    .filter(isObject)
    .slice(0, 3)
    .map((order) => {
      const state = orderStates.find((one) => one === order.status);
      const status = state ? words[state] : toText(order.status);
      return fillIn(words.order, { number: toText(order.number), status });
    });
  return lines.join('\n');
}

function phraseCart(tool: string, result: JsonObject, words: AnswerWords): string | undefined {
  const cart = isObject(result.cart) ? result.cart : /cart/i.test(tool) ? result : undefined;
  if (!cart) return undefined;
  const lines = [cart.lines, cart.items].find(Array.isArray)?.filter(isObject);
  if (!lines) return undefined;
  if (lines.length === 0) return words.emptyCart;
  const total = findAmount(cart, ['total', 'total_with_tax', 'subtotal']);
  return [
    words.cart,
    ...lines.slice(0, mostLines).map((line) => `- ${toText(line.quantity ?? 1)} × ${nameOf(line)}${amountOf(line)}`),
    ...(total ? [fillIn(words.total, { total })] : []),
    words.cartNext,
  ].join('\n');
}

function phraseProducts(result: JsonObject, words: AnswerWords): string | undefined {
  const products = [result.products, result.results, result.items].find(Array.isArray)?.filter(isObject);
  if (!products) return undefined;
  if (products.length === 0) return words.noProducts;
  return [
    words.products,
    ...products.slice(0, mostLines).map((product) => `- *${nameOf(product)}*${amountOf(product)}`),
  ].join('\n');
}

const nameOf = ({ name, title, sku }: JsonObject): string => toText(name ?? title ?? sku);

/** Of the thing itself, else of its options: "Half, 500 g 3,40 €". */
function amountOf(thing: JsonObject): string {
  const own = findAmount(thing, amountKeys);
  if (own) return `: ${own}`;
  const options = [thing.options, thing.variants].find(Array.isArray)?.filter(isObject) ?? [];
  const prices = options.slice(0, 3).map((option) => {
    const size = options.length > 1 ? (/\(([^)]+)\)$/.exec(nameOf(option))?.[1] ?? nameOf(option)) : '';
    return `${size} ${findAmount(option, amountKeys) ?? ''}`.trim();
  });
  return prices.length > 0 ? `: ${prices.join('; ')}` : '';
}

const findAmount = (thing: JsonObject, keys: string[]): string | undefined =>
  keys.map((key) => thing[key]).find((value) => typeof value === 'string');
