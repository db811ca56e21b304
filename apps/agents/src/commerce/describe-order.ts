import { formatMoney } from '../business/money.js';
import type { Language } from '../tools/tool.js';
import type { CartLine } from './carts.repository.js';
import { commerceText } from './commerce-text.js';
import type { Delivery } from './order.js';
import type { Totals } from './price-cart.js';
import { fullNameOf } from './product.js';
import type { Shop } from './shops.js';

const mostLines = 10;

/** What the person confirms: at most 900 characters, with everything that they pay and where it goes. */
export function describeOrder(
  lines: readonly CartLine[],
  { deliveryMinor, taxMinor, totalMinor }: Totals,
  { currency, tax }: Shop,
  { fulfilment, recipient, address, note }: Delivery,
  language: Language,
): string {
  const text = (key: Parameters<typeof commerceText>[0], values?: Record<string, string>) =>
    commerceText(key, language, values);
  const money = (minor: number) => formatMoney(minor, currency, language);
  const toLine = (line: CartLine) => {
    const name = fullNameOf(line.product, line.variant, language);
    return `${line.quantity} × ${name.slice(0, 36)}: ${money(line.quantity * line.unitPriceMinor)}`;
  };
  const taxes = tax ? ` ${text('taxIncluded', { tax: tax.name.slice(0, 12), amount: money(taxMinor) })}` : '';
  return [
    text('order'),
    ...lines.slice(0, mostLines).map(toLine),
    ...(lines.length > mostLines ? [text('more', { count: `${lines.length - mostLines}` })] : []),
    ...(fulfilment === 'delivery' ? [text('deliveryFee', { amount: money(deliveryMinor) })] : []),
    `${text('total', { amount: money(totalMinor) })}${taxes}`,
    fulfilment === 'delivery' ? text('deliverTo', { address: address.slice(0, 160) }) : text('pickup'),
    text('recipient', { name: recipient.slice(0, 50) }),
    ...(note ? [text('note', { note: note.slice(0, 80) })] : []),
    text('askOrder'),
  ].join('\n');
}
