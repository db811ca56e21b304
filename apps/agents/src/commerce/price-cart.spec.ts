import fc from 'fast-check';
import { type PricedLine, priceCart } from './price-cart.js';
import type { Shop } from './shops.js';

const shop = (more: Partial<Shop> = {}): Shop => ({
  businessId: 'b',
  currency: 'EUR',
  tax: undefined,
  delivery: undefined,
  ...more,
});
const tax = (percent: number, included: boolean): Shop['tax'] => ({
  name: 'IVA',
  percent,
  included,
  basisPoints: percent * 100,
});
const delivery = (more: object = {}): Shop['delivery'] => ({
  text: {},
  fee: '2.50',
  minimum: '0',
  pickup: true,
  feeMinor: 250,
  minimumMinor: 0,
  freeFromMinor: undefined,
  ...more,
});
const line = (quantity: number, unitPriceMinor: number, taxBasisPoints: number | null = null): PricedLine => ({
  quantity,
  unitPriceMinor,
  taxBasisPoints,
});

describe(priceCart.name, () => {
  it('finds the tax that the prices contain, each line by its own rate', () => {
    const lines = [line(2, 340), line(1, 1_210, 2_100)];
    expect(priceCart(lines, shop({ tax: tax(4, true) }), 'pickup')).toEqual({
      subtotalMinor: 1_890,
      deliveryMinor: 0,
      taxMinor: 26 + 210,
      totalMinor: 1_890,
    });
  });

  it('adds the tax where prices are without, also on the delivery', () => {
    const result = priceCart([line(3, 1_000)], shop({ tax: tax(10, false), delivery: delivery() }), 'delivery');
    expect(result).toEqual({ subtotalMinor: 3_000, deliveryMinor: 250, taxMinor: 325, totalMinor: 3_575 });
  });

  it('delivers for nothing from the amount that the shop names, and not a cent before', () => {
    const free = shop({ delivery: delivery({ freeFromMinor: 2_000 }) });
    expect(priceCart([line(1, 1_999)], free, 'delivery').deliveryMinor).toBe(250);
    expect(priceCart([line(1, 2_000)], free, 'delivery').deliveryMinor).toBe(0);
    expect(priceCart([line(1, 1_999)], free, 'pickup').deliveryMinor).toBe(0);
  });

  it('is exact whatever is in the cart', () => {
    const anyLine = fc.record({
      quantity: fc.integer({ min: 1, max: 999 }),
      unitPriceMinor: fc.integer({ min: 0, max: 1e11 }),
      taxBasisPoints: fc.option(fc.integer({ min: 0, max: 10_000 })),
    });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 50 }), fc.boolean(), (lines, isIncluded) => {
        const { subtotalMinor, taxMinor, totalMinor } = priceCart(lines, shop({ tax: tax(21, isIncluded) }), 'pickup');
        const exact = lines.reduce(
          (sum, { quantity, unitPriceMinor }) => sum + BigInt(quantity) * BigInt(unitPriceMinor),
          0n,
        );
        expect(BigInt(subtotalMinor)).toBe(exact);
        expect(totalMinor).toBe(isIncluded ? subtotalMinor : subtotalMinor + taxMinor);
        expect([subtotalMinor, taxMinor, totalMinor].every(Number.isSafeInteger)).toBe(true);
        expect(taxMinor).toBeLessThanOrEqual(subtotalMinor);
      }),
    );
  });
});
