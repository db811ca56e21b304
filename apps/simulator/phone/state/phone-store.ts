import { initialState, type PhoneState } from './phone-state.js';
import { type PhoneEvent, reducePhone } from './reduce-phone.js';

type Listener = (state: PhoneState, previous: PhoneState) => void;

/** Holds the state; tells every listener once per batch of events, and of one change after the other. */
export class PhoneStore {
  private current = initialState;
  private readonly listeners = new Set<Listener>();
  private readonly changes: [state: PhoneState, previous: PhoneState][] = [];

  get state(): PhoneState {
    return this.current;
  }

  /** A listener may call this as well: its change is told after the one that is being told now. */
  apply(...events: PhoneEvent[]): void {
    const previous = this.current;
    this.current = events.reduce(reducePhone, previous);
    if (this.current === previous) return;
    this.changes.push([this.current, previous]);
    if (this.changes.length === 1) this.tell();
  }

  /** Until the signal aborts. */
  subscribe(listener: Listener, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener), { once: true });
  }

  private tell(): void {
    for (let change = this.changes[0]; change; change = this.changes[0]) {
      for (const listener of this.listeners) callSafely(listener, change);
      this.changes.shift();
    }
  }
}

/** One broken view must not stop the others; its error is reported like any uncaught one. */
function callSafely(listener: Listener, change: [PhoneState, PhoneState]): void {
  try {
    listener(...change);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
