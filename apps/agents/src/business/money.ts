const currencies = new Set(Intl.supportedValuesOf('currency'));

export const isCurrency = (value: string): boolean => currencies.has(value);

/** Digits behind the point of a currency: 2 for EUR, 0 for JPY and CLP. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const largest = 1e11;

/**
 * A price as people write it ("3.50", "3,50", "1.234,50", "€ 3.50") in minor units of the currency; undefined when it is
 * none, when it is negative, or when it has more digits than the currency.
 */
export function toMinorUnits(price: string, currency: string): number | undefined {
  const digits = digitsOf(currency);
  const plain = price.replace(new RegExp(`[\\s\\p{Sc}]|${currency}`, 'gu'), '');
  const simple = /^(\d+)(?:[.,](\d+))?$/.exec(plain);
  // "1.234" can only be a thousand where a currency has two digits or none
  if (simple && (simple[2]?.length ?? 0) <= digits) return toMinor(simple[1]!, simple[2], digits);
  const grouped = /^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(plain);
  const [, whole = '', separator, point, fraction] = grouped ?? [];
  if (!grouped || separator === point || (fraction?.length ?? 0) > digits) return undefined;
  return toMinor(whole.replace(/[.,]/g, ''), fraction, digits);
}

function toMinor(whole: string, fraction = '', digits: number): number | undefined {
  const minor = Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0);
  return minor <= largest ? minor : undefined;
}

/** For people: "3,50 €" in Spanish, "€3.50" in English. */
export const formatMoney = (minor: number, currency: string, language: string): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(minor / 10 ** digitsOf(currency));
