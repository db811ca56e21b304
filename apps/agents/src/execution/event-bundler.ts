import type { RunEvent } from '#libs/contracts';

type Event = NonNullable<RunEvent['event']>;
type TextEvent = Extract<Event, { $case: 'text' }>;

const gapMs = 5;

/**
 * Gathers the events of the runs of one call: what comes within a few milliseconds leaves in one message, and texts of a
 * run that follow each other become one. The first event after a quiet moment leaves at once.
 */
export class EventBundler {
  private events: RunEvent[] = [];
  /** The text that ends what is gathered of a run; more text joins it. */
  private readonly openTexts = new Map<string, TextEvent>();
  private sentAtMs = -Infinity;
  private isPlanned = false;

  constructor(private readonly send: (events: RunEvent[]) => void) {}

  add(runId: string, event: Event): void {
    const open = this.openTexts.get(runId);
    if (event.$case !== 'text') this.openTexts.delete(runId);
    else if (open) {
      open.value.text += event.value.text;
      return;
    } else this.openTexts.set(runId, event);
    this.events.push({ runId, event });
    this.plan();
  }

  flush(): void {
    if (this.events.length === 0) return;
    const { events } = this;
    this.events = [];
    this.openTexts.clear();
    this.sentAtMs = performance.now();
    this.send(events);
  }

  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    const waitMs = this.sentAtMs + gapMs - performance.now();
    const flush = () => {
      this.isPlanned = false;
      this.flush();
    };
    if (waitMs > 0.5) setTimeout(flush, waitMs);
    else setImmediate(flush);
  }
}
