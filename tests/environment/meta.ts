import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import type { AcceptedSend } from './fake-graph.ts';
import { STACK_SECRETS } from './stack.ts';

export interface InboundEvent {
  wamid: string;
  /** Number of the person, without plus. */
  from: string;
  /** Counts up for each person. */
  sequence: number;
  text: string;
  /** performance.now() of the first delivery and of the first 200. */
  sentAt: number;
  ackedAt?: number;
}

export interface MetaOptions {
  /** Of all gateways, asked anew for each delivery; they take turns. */
  webhookUrls: () => string[];
  secret?: string;
  phoneNumberId?: string;
  /** Statuses that follow an accepted send, in this order. */
  statuses?: readonly Status[];
  statusDelayMs?: number;
  connections?: number;
}

type Status = 'sent' | 'delivered' | 'read' | 'failed';

const FIRST_RETRY_MS = 50;
const MAX_RETRY_MS = 2_000;

/** Meta's side of the webhooks: signs what it sends and sends it again, byte for byte, until it is answered 200. */
export class Meta {
  readonly events: InboundEvent[] = [];
  /** Answers of any kind, by status; 0 is a connection that failed. */
  readonly answers: Record<number, number> = {};
  private readonly options: Required<MetaOptions>;
  private readonly pools = new Map<string, Pool>();
  private readonly sequences = new Map<string, number>();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private turn = 0;

  constructor(options: MetaOptions) {
    this.options = {
      secret: STACK_SECRETS.WHATSAPP_APP_SECRET,
      phoneNumberId: STACK_SECRETS.WHATSAPP_PHONE_NUMBER_ID,
      statuses: ['sent', 'delivered'],
      statusDelayMs: 5,
      connections: 64,
      ...options,
    };
  }

  get acked(): InboundEvent[] {
    return this.events.filter(({ ackedAt }) => ackedAt !== undefined);
  }

  /** A person writes; resolves when a gateway has answered 200. The text gets a token by which its answer is known. */
  async write(from: string, text = 'hola'): Promise<InboundEvent> {
    const event = this.compose(from, text);
    await this.deliver(this.toPayload([event]));
    event.ackedAt ??= performance.now();
    return event;
  }

  /** Several messages in one POST. */
  async writeBatch(messages: { from: string; text?: string }[]): Promise<InboundEvent[]> {
    const events = messages.map(({ from, text = 'hola' }) => this.compose(from, text));
    await this.deliver(this.toPayload(events));
    for (const event of events) event.ackedAt ??= performance.now();
    return events;
  }

  /** The same POST once more, as Meta does when an answer was lost on its way. */
  async repeat(...events: InboundEvent[]): Promise<number> {
    return this.post(sign(this.toPayload(events), this.options.secret));
  }

  /** Statuses of a message that was taken, each in a POST of its own; hand this to FakeGraph.onAccept. */
  readonly sendStatuses = (send: AcceptedSend): void => {
    const { statuses, statusDelayMs } = this.options;
    for (const [index, status] of statuses.entries()) {
      const later = wait(statusDelayMs * (index + 1), undefined, { signal: this.stopping.signal });
      this.track(later.then(() => this.status(send, status)).catch(() => {}));
    }
  };

  async status(send: AcceptedSend, status: Status): Promise<void> {
    const recipient = send.to;
    const timestamp = nowSeconds();
    const opaque = send.opaque === undefined ? {} : { biz_opaque_callback_data: send.opaque };
    await this.deliver(
      this.envelope({ statuses: [{ id: send.wamid, status, timestamp, recipient_id: recipient, ...opaque }] }),
    );
  }

  /** Any payload, signed, until it is answered 200; returns after how many deliveries. */
  async deliver(payload: object): Promise<number> {
    const delivery = this.deliverUntilTaken(sign(payload, this.options.secret));
    this.track(delivery);
    return delivery;
  }

  /** One delivery of raw bytes. */
  async post({ bytes, signature }: SignedBody): Promise<number> {
    const urls = this.options.webhookUrls();
    const url = new URL(urls[this.turn++ % urls.length]!);
    const status = await this.poolOf(url.origin)
      .request({
        path: url.pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
        body: bytes,
        signal: AbortSignal.timeout(20_000),
      })
      .then(async ({ statusCode, body }) => body.dump().then(() => statusCode))
      .catch(() => 0);
    this.answers[status] = (this.answers[status] ?? 0) + 1;
    return status;
  }

  /** Resolves when everything that was begun has been answered 200. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.underWay);
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }

  compose(from: string, text: string): InboundEvent {
    const sequence = (this.sequences.get(from) ?? -1) + 1;
    this.sequences.set(from, sequence);
    const wamid = `wamid.HB${randomUUID()}`;
    const event = { wamid, from, sequence, text: `${text} ${tokenOf({ from, sequence })}`, sentAt: performance.now() };
    this.events.push(event);
    return event;
  }

  toPayload(events: InboundEvent[]): object {
    const contacts = [...new Set(events.map(({ from }) => from))].map((from) => ({
      profile: { name: `Person ${from.slice(-4)}` },
      wa_id: from,
      user_id: `ES.${from}`,
    }));
    const messages = events.map(({ wamid, from, text }) => ({
      from,
      from_user_id: `ES.${from}`,
      id: wamid,
      timestamp: nowSeconds(),
      type: 'text',
      text: { body: text },
    }));
    return this.envelope({ contacts, messages });
  }

  envelope(value: object): object {
    const metadata = { display_phone_number: '34910000001', phone_number_id: this.options.phoneNumberId };
    const changes = [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }];
    return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes }] };
  }

  private async deliverUntilTaken(body: SignedBody): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      if ((await this.post(body)) === 200) return attempt;
      const pauseMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
      await wait(pauseMs, undefined, { signal: this.stopping.signal });
    }
  }

  private poolOf(origin: string): Pool {
    const known = this.pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, { connections: this.options.connections, keepAliveTimeout: 10_000 });
    this.pools.set(origin, pool);
    return pool;
  }

  private track(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.underWay.delete(tracked));
    tracked.catch(() => {}); // the caller hears of it
    this.underWay.add(tracked);
  }
}

export interface SignedBody {
  bytes: Buffer;
  signature: string;
}

/** As Meta does: every character above U+007F is escaped in the bytes that are signed. */
export function sign(payload: object, secret: string): SignedBody {
  const text = JSON.stringify(payload).replace(/[\u0080-\uffff]/g, escape);
  const bytes = Buffer.from(text);
  return { bytes, signature: `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}` };
}

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const nowSeconds = (): string => `${Math.floor(Date.now() / 1000)}`;

/** Stands in the text of a message and, through a model that repeats it, in the text of its answer. */
export const tokenOf = ({ from, sequence }: Pick<InboundEvent, 'from' | 'sequence'>): string =>
  `tok-${from}-${sequence}`;

export function tokensIn(text: string): { from: string; sequence: number }[] {
  return [...text.matchAll(/tok-(\d+)-(\d+)/g)].map(([, from, sequence]) => ({
    from: from!,
    sequence: Number(sequence),
  }));
}
