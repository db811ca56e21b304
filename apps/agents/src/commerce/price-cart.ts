import type { Shop } from './shops.js';

export interface PricedLine {
  quantity: number;
  unitPriceMinor: number;
  /** 1000 = 10 %; null: the shop's own. */
  taxBasisPoints: number | null;
}

/** All in minor units of the shop's currency. */
export interface Totals {
  subtotalMinor: number;
  deliveryMinor: number;
  /** Contained in the total, whether the prices include it or not. */
  taxMinor: number;
  totalMinor: number;
}

export type Fulfilment = 'delivery' | 'pickup';

/** What a cart costs. Whole numbers only; tax is rounded line by line, as it stands on a receipt. */
export function priceCart(lines: readonly PricedLine[], { tax, delivery }: Shop, fulfilment: Fulfilment): Totals {
  const subtotalMinor = sum(lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor));
  const isFree = delivery?.freeFromMinor !== undefined && subtotalMinor >= delivery.freeFromMinor;
  const deliveryMinor = fulfilment === 'pickup' || isFree ? 0 : (delivery?.feeMinor ?? 0);
  const own = tax?.basisPoints ?? 0;
  const isIncluded = tax?.included ?? true;
  const taxMinor = sum([
    ...lines.map((line) => taxOf(line.quantity * line.unitPriceMinor, line.taxBasisPoints ?? own, isIncluded)),
    taxOf(deliveryMinor, own, isIncluded),
  ]);
  const totalMinor = subtotalMinor + deliveryMinor + (isIncluded ? 0 : taxMinor);
  return { subtotalMinor, deliveryMinor, taxMinor, totalMinor };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Half a unit is rounded up. In BigInt, because the product is beyond what a number holds exactly. */
function taxOf(amountMinor: number, basisPoints: number, isIncluded: boolean): number {
  const [amount, points] = [BigInt(amountMinor), BigInt(basisPoints)];
  const divisor = isIncluded ? 10_000n + points : 10_000n;
  return Number((2n * amount * points + divisor) / (2n * divisor));
}
