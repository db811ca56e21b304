import { language } from '../texts/texts.js';

/** 0.25 → 25 %, as the language writes it. */
export const formatShare = (share: number): string =>
  new Intl.NumberFormat(language(), { style: 'percent' }).format(share);

/** 250 → 250 ms, 1500 → 1.5 s, as the language writes it. */
export function formatDuration(ms: number): string {
  const [value, unit] = ms < 1_000 ? [ms, 'ms'] : [ms / 1_000, 's'];
  return `${new Intl.NumberFormat(language(), { maximumFractionDigits: 2 }).format(value)} ${unit}`;
}

/** The stop nearest to a value, for a slider that moves by stops. */
export function nearestStop(stops: readonly number[], value: number): number {
  const distance = (index: number) => Math.abs((stops[index] ?? 0) - value);
  return stops.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0);
}
