import { Injectable } from '@nestjs/common';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { PhoneEventsService } from './phone-events.service.js';

const LONGEST_MS = 25_000;

/** "Typing…" of the business on people's phones: until its next message, or for 25 s. */
@Injectable()
export class TypingService {
  private readonly callOffs = new Map<string, () => void>();

  constructor(
    private readonly events: PhoneEventsService,
    private readonly clock: VirtualClock,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => [...this.callOffs.keys()].forEach((personId) => this.stop(personId)));
  }

  start(personId: string): void {
    this.callOffs.get(personId)?.();
    this.callOffs.set(
      personId,
      this.clock.after(LONGEST_MS, () => this.stop(personId)),
    );
    this.events.emit('typing', { personId, on: true });
  }

  stop(personId: string): void {
    const callOff = this.callOffs.get(personId);
    if (!callOff) return;
    callOff();
    this.callOffs.delete(personId);
    this.events.emit('typing', { personId, on: false });
  }

  all(): Record<string, boolean> {
    return Object.fromEntries([...this.callOffs.keys()].map((personId) => [personId, true]));
  }
}
