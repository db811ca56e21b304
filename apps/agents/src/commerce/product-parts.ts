import type { ReplyPart } from '#libs/contracts';
import { formatMoney } from '../business/money.js';
import type { Language } from '../tools/tool.js';
import { commerceText } from './commerce-text.js';
import { fullNameOf, nameOf, type Product } from './product.js';

export const mostPhotos = 3;
const mostRows = 10;
const mostButtons = 3;

const cut = (text: string, length: number): string => {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
};

/** What a tap on a product answers. */
export const choiceId = (sku: string): string => `agent:commerce:sku:${sku}`.slice(0, 200);

/** Up to three are buttons, up to ten rows of a list: what can be bought, with its price. */
export function toChoices(products: readonly Product[], currency: string, language: Language): ReplyPart[] {
  const options = products.flatMap((product) =>
    product.variants.map((variant) => ({
      id: choiceId(variant.sku),
      product: nameOf(product, language),
      variant: nameOf(variant, language),
      name: fullNameOf(product, variant, language),
      price: formatMoney(variant.priceMinor, currency, language),
    })),
  );
  const body = commerceText('products', language);
  if (options.length === 0) return [];
  if (options.length <= mostButtons) {
    const lines = options.map(({ name, price }) => `• ${name}: ${price}`);
    const choices = unique(options.map((option) => ({ id: option.id, title: toTitle(option, 20), description: '' })));
    return [{ content: { $case: 'buttons', value: { body: cut([body, ...lines].join('\n'), 1_024), choices } } }];
  }
  const rows = options.slice(0, mostRows).map((option) => {
    const title = toTitle(option, 24);
    const description = title === option.name ? option.price : cut(`${option.price} · ${option.name}`, 72);
    return { id: option.id, title, description };
  });
  const label = cut(commerceText('choose', language), 20);
  return [{ content: { $case: 'list', value: { body, label, choices: unique(rows) } } }];
}

/** At most three; products without a photo have none to show. */
export function toPhotos(products: readonly Product[], currency: string, language: Language): ReplyPart[] {
  return products
    .filter(({ imageUrl }) => imageUrl?.startsWith('https://'))
    .slice(0, mostPhotos)
    .map((product) => {
      const cheapest = Math.min(...product.variants.map(({ priceMinor }) => priceMinor));
      const caption = cut(`${nameOf(product, language)}: ${formatMoney(cheapest, currency, language)}`, 1_024);
      return { content: { $case: 'image', value: { source: { $case: 'link', value: product.imageUrl! }, caption } } };
    });
}

/** What tells the options of one product apart must stay when the room is short: "Hogaza… Media, 500 g". */
function toTitle(
  { product, variant, name }: { product: string; variant: string; name: string },
  length: number,
): string {
  const room = length - variant.length - 1;
  return name.length <= length || !variant || room < 6 ? cut(name, length) : `${cut(product, room)} ${variant}`;
}

/** WhatsApp refuses two choices with one title. */
function unique<C extends { title: string }>(choices: C[]): C[] {
  const seen = new Set<string>();
  return choices.map((choice, n) => {
    const title = seen.has(choice.title) ? `${n + 1}. ${cut(choice.title, 17)}` : choice.title;
    seen.add(title);
    return { ...choice, title };
  });
}
