import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import type { ReadMark } from '#libs/contracts';
import { Lifecycle } from '#libs/health';
import { bounds } from '#libs/resilience';
import { GraphClient } from '../graph/graph.client.js';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { READ_MARKS } from '../notifier.metrics.js';
import { NumberLines } from '../sending/number-lines.js';
import { RecentIds } from './recent-ids.js';

const MAX_QUEUED = 5_000;
/** A mark that comes later than this shows nothing any more. */
const MAX_WAIT_MS = 10_000;
/** Marks of this long leave together, which makes each of them cheaper. */
const GATHER_MS = 20;

interface Queued extends ReadMark {
  since: number;
}

/** Read marks and typing: a sign of life, worth one try and no waiting. Dropped when it is late, too much, or at the end. */
@Injectable()
export class ReadMarks {
  private readonly logger = new Logger(ReadMarks.name);
  private readonly recent = new RecentIds(10 * 60_000, 50_000);
  private readonly maxInFlight: number;
  private queue: Queued[] = [];
  private inFlight = 0;
  private timer?: NodeJS.Timeout;
  private isStopping = false;

  constructor(
    @Inject(GraphClient) private readonly graph: GraphClient,
    @Inject(NumberLines) private readonly lines: NumberLines,
    @Inject(NOTIFIER_CONFIG) config: NotifierConfig,
    @Inject(Lifecycle) lifecycle: Lifecycle,
    @InjectMetric(READ_MARKS) private readonly marks: Counter<'outcome'>,
  ) {
    this.maxInFlight = config.READ_MARKS_IN_FLIGHT;
    const read = () => ({ underWay: this.inFlight, waiting: this.queue.length });
    bounds.show(this, { name: 'whatsapp:marks', atOnce: this.maxInFlight, mayWait: MAX_QUEUED, read });
    lifecycle.whenDraining(() => this.stop());
  }

  /** Returns at once. A message that was marked before is not marked again: repeating is undefined. */
  add(mark: ReadMark): void {
    if (!/^\d{1,32}$/.test(mark.phoneNumberId) || mark.messageId === '' || mark.messageId.length > 500) {
      this.marks.inc({ outcome: 'invalid' });
    } else if (this.isStopping || this.queue.length >= MAX_QUEUED) {
      this.marks.inc({ outcome: 'dropped' });
    } else if (!this.recent.add(mark.messageId)) {
      this.marks.inc({ outcome: 'duplicate' });
    } else {
      this.queue.push({ ...mark, since: performance.now() });
      this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
    }
  }

  private flush(): void {
    this.timer = undefined;
    let next = 0;
    while (this.inFlight < this.maxInFlight && next < this.queue.length) this.begin(this.queue[next++]!);
    this.queue = this.queue.slice(next);
  }

  private begin({ phoneNumberId, messageId, typing, since }: Queued): void {
    if (performance.now() - since > MAX_WAIT_MS || this.lines.heldMs(phoneNumberId) > 0) {
      this.marks.inc({ outcome: 'dropped' });
      return;
    }
    this.inFlight += 1;
    const payload = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: messageId,
      ...(typing && { typing_indicator: { type: 'text' } }),
    };
    void this.graph.markRead(phoneNumberId, JSON.stringify(payload)).then((result) => {
      this.inFlight -= 1;
      this.marks.inc({ outcome: result.status === 200 ? 'ok' : 'failed' });
      if (result.status !== 200) this.logger.debug({ message: 'a read mark failed', status: result.status });
      if (this.queue.length > 0) this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
    });
  }

  private stop(): void {
    this.isStopping = true;
    clearTimeout(this.timer);
    if (this.queue.length > 0) this.marks.inc({ outcome: 'dropped' }, this.queue.length);
    this.queue = [];
  }
}
