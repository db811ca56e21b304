import type { Priority } from './priority.js';

export interface Span {
  fromMs: number;
  toMs: number;
}

/** When people are at work: spans in their order that end after `fromMs`. It may be endless. */
export type WorkingTime = (fromMs: number) => Iterable<Span>;

export interface Targets {
  /** Minutes of working time until a person of the team has answered. */
  firstResponse: number;
  /** Minutes of working time until the matter is settled. */
  resolution: number;
}

export const slaTargets: Record<Priority, Targets> = {
  urgent: { firstResponse: 30, resolution: 240 },
  high: { firstResponse: 120, resolution: 480 },
  normal: { firstResponse: 480, resolution: 1_440 },
  low: { firstResponse: 960, resolution: 2_400 },
};

export interface Deadlines {
  firstResponseDue: Date;
  resolutionDue: Date;
}

/** Of a business that names no hours. */
export const roundTheClock: WorkingTime = (fromMs) => [{ fromMs, toMs: Infinity }];

/** Enough for a year of days with three spans each. */
const mostSpans = 1_100;
const minuteMs = 60_000;

/** The moment at which so much working time has passed. A business that never opens is counted round the clock. */
export function addWorkingMinutes(fromMs: number, minutes: number, working: WorkingTime): number {
  let leftMs = minutes * minuteMs;
  let spans = 0;
  for (const span of working(fromMs)) {
    if (++spans > mostSpans) break;
    const startMs = Math.max(span.fromMs, fromMs);
    const openMs = span.toMs - startMs;
    if (openMs >= leftMs) return startMs + leftMs;
    if (openMs > 0) leftMs -= openMs;
  }
  return fromMs + minutes * minuteMs;
}

export function deadlinesOf(priority: Priority, opened: Date, working: WorkingTime): Deadlines {
  const { firstResponse, resolution } = slaTargets[priority];
  const due = (minutes: number) => new Date(addWorkingMinutes(opened.getTime(), minutes, working));
  return { firstResponseDue: due(firstResponse), resolutionDue: due(resolution) };
}

export type ClockState = 'running' | 'met' | 'breached';

/** @param done when it happened, if it did */
export function clockState(due: Date, done: Date | undefined, now: Date): ClockState {
  if ((done ?? now) > due) return 'breached';
  return done ? 'met' : 'running';
}
