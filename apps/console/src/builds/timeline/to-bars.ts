import type { PhaseView } from '../../wire/build-contract.js';
import { timeOf } from '../phases/phase-rules.js';

export interface Bar {
  phase: PhaseView;
  /** Undefined for what has not begun, or took no time. */
  ms?: number;
  /** Hundredths of the whole. */
  left: number;
  width: number;
}

export interface Bars {
  bars: Bar[];
  /** From the first beginning to the last end, or until now. */
  totalMs: number;
  /** Of all phases together. */
  workMs: number;
}

/** What began first stands first; what has not begun keeps its order, at the end. */
export function toBars(phases: readonly PhaseView[], nowMs: number): Bars {
  const begun = phases.flatMap((phase) => {
    const ms = timeOf(phase, nowMs);
    return ms === undefined ? [] : [{ phase, ms, start: Date.parse(phase.startedAt!) }];
  });
  const start = Math.min(...begun.map((one) => one.start));
  const totalMs = Math.max(1, ...begun.map((one) => one.start + one.ms - start));
  const bars = begun
    .toSorted((a, b) => a.start - b.start)
    .map(({ phase, ms, start: at }) => ({
      phase,
      ms,
      left: (100 * (at - start)) / totalMs,
      width: (100 * ms) / totalMs,
    }));
  const rest = phases.filter(({ id }) => bars.every(({ phase }) => phase.id !== id));
  return {
    bars: [...bars, ...rest.map((phase) => ({ phase, left: 0, width: 0 }))],
    totalMs: begun.length > 0 ? totalMs : 0,
    workMs: begun.reduce((sum, { ms }) => sum + ms, 0),
  };
}

const STEPS_MS = [100, 250, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** Round moments along the axis, at most `most` of them. */
export function ticksOf(totalMs: number, most = 6): number[] {
  const step = STEPS_MS.find((one) => totalMs / one <= most) ?? Math.ceil(totalMs / most / 600_000) * 600_000;
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step);
}
