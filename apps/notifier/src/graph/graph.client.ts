import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Pool } from 'undici';
import { crashPoint } from '#libs/faults';
import { startCall } from '#libs/observability';
import { edges, once } from '#libs/resilience';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { GraphCall, type CallResult, TOKEN_MISSING } from './graph-call.js';
import { canTraceCalls, traceCall } from './request-evidence.js';
import { TokenBook } from './token-book.js';

const CONNECT_TIMEOUT_MS = 3_000;

/** The Cloud API's door. Nothing is ever repeated here: what a failure means is decided by whoever called. */
@Injectable()
export class GraphClient implements OnModuleInit {
  private readonly sends: Pool;
  /** Of their own, so that read marks never take a connection from an answer. */
  private readonly marks: Pool;
  private readonly prefix: string;
  private isTraced = false;

  constructor(
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
    @Inject(TokenBook) private readonly tokens: TokenBook,
  ) {
    const { origin, pathname } = new URL(config.WHATSAPP_API_URL);
    this.prefix = `${pathname.replace(/\/$/, '')}/${config.WHATSAPP_API_VERSION}`;
    this.sends = createPool(origin, config.SENDS_IN_FLIGHT, config.SEND_TIMEOUT_MS);
    this.marks = createPool(origin, config.READ_MARKS_IN_FLIGHT, edges['notifier.whatsapp.markRead'].deadlineMs);
  }

  async onModuleInit(): Promise<void> {
    this.isTraced = await canTraceCalls();
  }

  /** @param mayLeave asked again in the tick in which the request is written */
  send(phoneNumberId: string, payload: string, mayLeave: () => boolean): Promise<CallResult> {
    const call = new GraphCall({
      timeoutMs: this.config.SEND_TIMEOUT_MS,
      isTraced: this.isTraced,
      mayLeave,
      onSent: () => crashPoint('no.during_post'),
    });
    return this.post(this.sends, 'send', phoneNumberId, payload, call);
  }

  markRead(phoneNumberId: string, payload: string): Promise<CallResult> {
    const { deadlineMs } = edges['notifier.whatsapp.markRead'];
    const call = new GraphCall({ timeoutMs: deadlineMs, isTraced: this.isTraced });
    return this.post(this.marks, 'mark_read', phoneNumberId, payload, call);
  }

  /** Called by whoever sends, after the last of its calls. */
  readonly close = once(async () => {
    await Promise.all([this.sends.destroy(), this.marks.destroy()]);
  });

  private async post(
    pool: Pool,
    method: string,
    phoneNumberId: string,
    payload: string,
    call: GraphCall,
  ): Promise<CallResult> {
    const authorization = this.tokens.authorizationOf(phoneNumberId);
    if (authorization === undefined) return call.refuse(TOKEN_MISSING);
    const finish = startCall('whatsapp', method);
    const headers = ['authorization', authorization, 'content-type', 'application/json'];
    const path = `${this.prefix}/${phoneNumberId}/messages`;
    const result = await traceCall(pool, { path, headers, body: Buffer.from(payload) }, call);
    finish(result.status === undefined ? result.errorCode : result.status === 200 ? 'ok' : `http_${result.status}`);
    return result;
  }
}

/** HTTP/1.1 only: one request a connection is what makes the evidence of the channel exact. */
const createPool = (origin: string, connections: number, timeoutMs: number): Pool =>
  new Pool(origin, {
    connections,
    pipelining: 1,
    allowH2: false,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: 2 * timeoutMs, // the call's own limit comes first
    bodyTimeout: 2 * timeoutMs,
    keepAliveTimeout: 4_000, // below the five seconds after which many servers close
  });
