import { Injectable } from '@nestjs/common';

const FIRST_STOP_MS = 10_000;
const LONGEST_STOP_MS = 5 * 60_000;

interface Line {
  heldUntil: number;
  /** Stops in a row without a message getting through. */
  stops: number;
}

/** The lines of business numbers: while one is held, its messages wait in the queue instead of failing one by one. */
@Injectable()
export class NumberLines {
  private readonly lines = new Map<string, Line>();

  /** How long messages of this number have to wait; 0 when its line is open. */
  heldMs(phoneNumberId: string, now = performance.now()): number {
    return Math.max(0, (this.lines.get(phoneNumberId)?.heldUntil ?? 0) - now);
  }

  /** Nothing will get through until someone has mended it: wait longer each time. Answers the wait and whether it is new. */
  stop(phoneNumberId: string, now = performance.now()): { heldMs: number; isNew: boolean } {
    const line = this.lines.get(phoneNumberId) ?? { heldUntil: 0, stops: 0 };
    const isNew = line.stops === 0;
    if (isNew || line.heldUntil <= now) {
      line.stops += 1;
      const stopMs = Math.min(FIRST_STOP_MS * 2 ** (line.stops - 1), LONGEST_STOP_MS);
      line.heldUntil = Math.max(line.heldUntil, now + stopMs);
      this.lines.set(phoneNumberId, line);
    }
    return { heldMs: line.heldUntil - now, isNew };
  }

  /** The number is over its rate: a pause, nothing is broken. */
  pause(phoneNumberId: string, pauseMs: number, now = performance.now()): void {
    const line = this.lines.get(phoneNumberId) ?? { heldUntil: 0, stops: 0 };
    this.lines.set(phoneNumberId, { ...line, heldUntil: Math.max(line.heldUntil, now + pauseMs) });
  }

  /** A message got through; true when that ends a stop or a pause. */
  open(phoneNumberId: string): boolean {
    return this.lines.delete(phoneNumberId);
  }

  /** Numbers whose line is stopped. */
  get stopped(): number {
    return [...this.lines.values()].filter(({ stops }) => stops > 0).length;
  }
}
