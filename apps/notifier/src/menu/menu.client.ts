import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { AppError, type Reason, toAppError } from '#libs/errors';
import { startCall } from '#libs/observability';
import { classifyGraphError, type GraphErrorClass, readGraphError } from '../graph/graph-errors.js';
import { NO_TOKEN, TokenBook } from '../graph/token-book.js';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import type { Menu } from './menu.js';

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 64 * 1024;

const byClass: Partial<Record<GraphErrorClass, Reason>> = {
  throttled: 'OVERLOADED',
  outcome_unknown: 'PEER_UNAVAILABLE', // setting the same menu twice is harmless
  credentials: 'MISCONFIGURED',
};

interface MenuCall {
  name: string;
  method: 'GET' | 'POST';
  /** Below the number. */
  path: string;
  body?: Menu;
}

/** The two calls about the menu of a number, over a connection of their own, so that none is taken from an answer. */
@Injectable()
export class MenuClient implements OnApplicationShutdown {
  private readonly api: URL;
  private readonly agent = new Agent({
    connections: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: 4_000,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  constructor(
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
    @Inject(TokenBook) private readonly tokens: TokenBook,
  ) {
    this.api = new URL(config.WHATSAPP_API_URL);
  }

  /** What the number says about its menu. @throws AppError */
  read(phoneNumberId: string, signal: AbortSignal): Promise<unknown> {
    const path = '?fields=conversational_automation';
    return this.call(phoneNumberId, { name: 'read_menu', method: 'GET', path }, signal);
  }

  /** @throws AppError: one that is not retryable when the API refused the menu */
  async write(phoneNumberId: string, body: Menu, signal: AbortSignal): Promise<void> {
    await this.call(
      phoneNumberId,
      { name: 'set_menu', method: 'POST', path: '/conversational_automation', body },
      signal,
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private async call(
    phoneNumberId: string,
    { name, method, path, body }: MenuCall,
    signal: AbortSignal,
  ): Promise<unknown> {
    const authorization = this.tokens.authorizationOf(phoneNumberId);
    if (authorization === undefined) throw new AppError('MISCONFIGURED', { message: NO_TOKEN });
    const prefix = `${this.api.pathname.replace(/\/$/, '')}/${this.config.WHATSAPP_API_VERSION}`;
    const finish = startCall('whatsapp', name);
    try {
      const answer = await this.agent.request({
        origin: this.api.origin,
        path: `${prefix}/${encodeURIComponent(phoneNumberId)}${path}`,
        method,
        headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal,
      });
      const content = parse(await answer.body.text());
      if (answer.statusCode !== 200) throw toMenuError(answer.statusCode, content);
      finish('ok');
      return content;
    } catch (cause) {
      const error = toCallError(cause, signal);
      finish(error.reason);
      throw error;
    }
  }
}

/** What the API's refusal means; only a retryable reason is tried again. */
function toMenuError(status: number, content: unknown): AppError {
  const error = readGraphError(content);
  const reason = error && byClass[classifyGraphError(error)];
  const metadata = { status: `${status}`, ...(error && { code: `${error.code}` }) };
  return new AppError(reason ?? reasonOf(status), { message: 'the API did not take the call', metadata });
}

function reasonOf(status: number): Reason {
  if (status === 429) return 'OVERLOADED';
  if (status === 401 || status === 403) return 'MISCONFIGURED';
  return status >= 500 ? 'PEER_UNAVAILABLE' : 'INVALID_REQUEST';
}

function toCallError(cause: unknown, signal: AbortSignal): AppError {
  if (cause instanceof AppError) return cause;
  if (signal.aborted) return toAppError(signal.reason);
  return new AppError('PEER_UNAVAILABLE', { message: 'the API could not be asked', cause });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
