import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { defaultKnobs, type Knobs } from './knobs.schema.js';
import { seededRandom } from './seeded-random.js';

/** The knobs as they stand, and the dice that they need. */
@Injectable()
export class KnobsService {
  private knobs: Knobs = { ...defaultKnobs };
  private random = seededRandom(defaultKnobs.seed);
  /** Emits after every change. */
  readonly changes = new Subject<Knobs>();

  get current(): Readonly<Knobs> {
    return this.knobs;
  }

  turn(patch: Partial<Knobs>): Readonly<Knobs> {
    this.knobs = { ...this.knobs, ...patch };
    if (patch.seed !== undefined) this.random = seededRandom(patch.seed);
    this.changes.next(this.knobs);
    return this.knobs;
  }

  /** Whether an event of this rate happens now. A rate of 0 draws no number, so other draws do not shift. */
  happens(rate: number): boolean {
    return rate > 0 && this.random() < rate;
  }

  /** A whole number of milliseconds from `minMs` to `maxMs`. */
  drawMs(minMs: number, maxMs: number): number {
    return maxMs <= minMs ? minMs : Math.round(minMs + this.random() * (maxMs - minMs));
  }

  drawLatencyMs(): number {
    const { latencyMs, jitterMs } = this.knobs;
    return jitterMs === 0 ? latencyMs : this.drawMs(Math.max(0, latencyMs - jitterMs), latencyMs + jitterMs);
  }

  /** The code that the next send is refused with, if one is set; uses up one of `errorCount`. */
  takeErrorCode(): number | null {
    const { errorCode, errorCount } = this.knobs;
    if (errorCode === null || errorCount === 0) return null;
    this.turn(errorCount === 1 ? { errorCode: null, errorCount: 0 } : { errorCount: errorCount - 1 });
    return errorCode;
  }
}
