import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { once } from '#libs/resilience';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';

const TIMEOUT_MS = 10_000;

export interface EndpointAnswer {
  /** HTTP status; null if there was no answer. */
  status: number | null;
  body: string;
  error?: string;
}

/** The one door to the webhook endpoint of the business. Never throws: no answer is an answer here. */
@Injectable()
export class WebhookEndpointClient implements OnApplicationShutdown {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(@Inject(SIMULATOR_CONFIG) config: SimulatorConfig) {
    const { origin, pathname, search } = new URL(config.SIMULATOR_WEBHOOK_URL);
    this.path = pathname + search;
    this.pool = new Pool(origin, { connections: 32, connect: { timeout: TIMEOUT_MS }, keepAliveTimeout: 4_000 });
  }

  post(bytes: Buffer, signature: string): Promise<EndpointAnswer> {
    return this.call('POST', this.path, bytes, {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': signature,
    });
  }

  get(query: Record<string, string>): Promise<EndpointAnswer> {
    const separator = this.path.includes('?') ? '&' : '?';
    return this.call('GET', `${this.path}${separator}${new URLSearchParams(query).toString()}`);
  }

  /** Ends what is under way: an unanswered webhook must not keep the process. */
  readonly onApplicationShutdown = once(() => this.pool.destroy());

  private async call(
    method: 'GET' | 'POST',
    path: string,
    body?: Buffer,
    headers?: Record<string, string>,
  ): Promise<EndpointAnswer> {
    try {
      const answer = await this.pool.request({
        method,
        path,
        body,
        headers,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      return { status: answer.statusCode, body: await answer.body.text() };
    } catch (error) {
      return { status: null, body: '', error: codeOf(error) };
    }
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error && String(error.code)) || error.name : 'unknown';
