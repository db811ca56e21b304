import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ModelSettings } from '../model-settings.js';
import { type LogEntry, RequestLogService } from '../scripting/request-log.service.js';
import { ReplyWriterService } from '../wire/reply-writer.service.js';
import { type ApiProblem, toEnvelope } from './api-problem.js';

/** One request on its way to an answer. */
export interface Exchange {
  endpoint: LogEntry['endpoint'];
  requestId: string;
  request: FastifyRequest;
  response: ServerResponse;
  /** Headers of whatever is answered. */
  headers: Record<string, string>;
}

const processTag = Date.now().toString(36);
const budgets = { requests: 4_000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 };

/** Opens exchanges, answers their failures and keeps the log. */
@Injectable()
export class ExchangeService {
  private count = 0;

  constructor(
    private readonly settings: ModelSettings,
    private readonly writer: ReplyWriterService,
    private readonly log: RequestLogService,
  ) {}

  /** From here on the raw response is ours: Fastify's own path costs more and knows no faults. */
  open(request: FastifyRequest, reply: FastifyReply, endpoint: Exchange['endpoint']): Exchange {
    reply.hijack();
    const requestId = this.nextRequestId();
    const headers = { 'request-id': requestId, ...(this.settings.rateLimitHeaders && rateLimitHeaders()) };
    return { endpoint, requestId, request, response: reply.raw, headers };
  }

  nextRequestId(): string {
    return `req_emu_${processTag}_${(++this.count).toString(36)}`;
  }

  refuse(exchange: Exchange, problem: ApiProblem, fault?: string): void {
    const { requestId, response } = exchange;
    const headers = { ...exchange.headers, ...problem.headers };
    if (problem.status === 413) {
      this.writer.sendBody(response, 413, problem.message, { ...headers, 'content-type': 'text/html' });
    } else {
      this.writer.sendJson(response, problem.status, toEnvelope(problem, requestId), headers);
    }
    this.record(exchange, problem.status, { problem: problem.message, fault });
  }

  record(
    { endpoint, requestId, request }: Exchange,
    status: number,
    outcome: Pick<LogEntry, 'fault' | 'problem' | 'stopReason' | 'usage'> = {},
  ): void {
    const entry: LogEntry = {
      at: new Date().toISOString(),
      requestId,
      endpoint,
      status,
      attempt: Number(request.headers['x-stainless-retry-count'] ?? 0),
      ...outcome,
      body: request.body,
    };
    this.log.record(entry, Number(request.headers['content-length'] ?? 0));
  }
}

function rateLimitHeaders(): Record<string, string> {
  const reset = new Date(Date.now() + 1_000).toISOString();
  const headers: Record<string, string> = {};
  for (const [name, limit] of Object.entries(budgets)) {
    headers[`anthropic-ratelimit-${name}-limit`] = `${limit}`;
    headers[`anthropic-ratelimit-${name}-remaining`] = `${limit - 1}`;
    headers[`anthropic-ratelimit-${name}-reset`] = reset;
  }
  return headers;
}
