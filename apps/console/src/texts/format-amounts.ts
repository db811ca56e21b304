export const formatCount = (count: number, language: string): string => new Intl.NumberFormat(language).format(count);

/** Millionths of a US dollar, with as many digits as a small amount needs. */
export const formatCost = (micros: number, language: string): string =>
  new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: micros < 10_000 ? 5 : micros < 1_000_000 ? 4 : 2,
  }).format(micros / 1_000_000);
