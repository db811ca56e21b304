import { Inject, Injectable } from '@nestjs/common';
import { BUSINESS, type Business } from '../business.js';
import { KnobsService } from '../knobs/knobs.service.js';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { type Change, countUpdates } from './change.js';
import { escapeJson } from './escape-json.js';
import { type OnAttempt, WebhookOutbox } from './webhook-outbox.service.js';

const MAX_UPDATES = 1_000;
const CHANGES_PER_ENTRY = 10;

/** Makes POSTs of changes: one each, or, with `webhookBatchMs`, as many as come in that time, over several entries. */
@Injectable()
export class WebhookFeed {
  private changes: Change[] = [];
  private listeners: OnAttempt[] = [];
  private updates = 0;
  private callOff?: () => void;

  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    private readonly outbox: WebhookOutbox,
    private readonly knobs: KnobsService,
    private readonly clock: VirtualClock,
    reset: ResetSignal,
  ) {
    reset.subscribe(() => this.clear());
  }

  publish(change: Change, onAttempt?: OnAttempt): void {
    this.changes.push(change);
    this.updates += countUpdates(change);
    if (onAttempt) this.listeners.push(onAttempt);
    const { webhookBatchMs } = this.knobs.current;
    if (webhookBatchMs === 0 || this.updates >= MAX_UPDATES) this.flush();
    else this.callOff ??= this.clock.after(webhookBatchMs, () => this.flush());
  }

  private clear(): void {
    this.callOff?.();
    this.callOff = undefined;
    this.changes = [];
    this.listeners = [];
    this.updates = 0;
  }

  private flush(): void {
    const { changes, listeners, updates } = this;
    this.clear();
    const payload = { object: 'whatsapp_business_account', entry: this.entriesOf(changes) };
    const onAttempt: OnAttempt = (status) => listeners.forEach((listener) => listener(status));
    this.outbox.post(Buffer.from(escapeJson(payload), 'latin1'), updates, onAttempt);
  }

  private entriesOf(changes: Change[]) {
    const time = Math.floor(this.clock.now() / 1000);
    const entries = [];
    for (let from = 0; from < changes.length; from += CHANGES_PER_ENTRY) {
      entries.push({ id: this.business.accountId, time, changes: changes.slice(from, from + CHANGES_PER_ENTRY) });
    }
    return entries;
  }
}
