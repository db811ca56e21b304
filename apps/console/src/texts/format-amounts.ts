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

/** Of files, which are small: bytes, kilobytes, megabytes. */
export function formatBytes(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1_000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    maximumFractionDigits: bytes < 1_000 ? 0 : 1,
  }).format(value);
}

/** Where there is little room. */
export const formatShort = (count: number, language: string): string =>
  new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(count);
