import { field } from './graph-errors.js';

type Headers = Record<string, string | string[] | undefined>;

const MAX_MS = 24 * 3_600_000;

/** How long the API asks to wait: `Retry-After` in seconds or as a date, or the longest of the usage header, in minutes. */
export function readRetryAfter(headers: Headers, now = Date.now()): number | undefined {
  const value = first(headers['retry-after']);
  const fromHeader = value === undefined ? undefined : toMs(value, now);
  const waits = [fromHeader, regainMs(first(headers['x-business-use-case-usage']))].filter(
    (wait) => wait !== undefined,
  );
  return waits.length > 0 ? Math.min(Math.max(...waits), MAX_MS) : undefined;
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

function toMs(value: string, now: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function regainMs(usage: string | undefined): number | undefined {
  if (!usage) return undefined;
  try {
    const minutes = Object.values(JSON.parse(usage) as object)
      .flat()
      .map((entry) => field(entry, 'estimated_time_to_regain_access'))
      .filter((wait) => typeof wait === 'number' && wait > 0) as number[];
    return minutes.length > 0 ? Math.max(...minutes) * 60_000 : undefined;
  } catch {
    return undefined;
  }
}
