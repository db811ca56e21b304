import { Logger } from '@nestjs/common';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { AppError, toAppError } from '#libs/errors';
import { startCall } from '#libs/observability';
import { type Breaker, createBreaker, createPlaces, type Places } from '#libs/resilience';
import type { McpServer, Settings } from '../configuration/mcp-server.js';
import type { BoundedTransport } from './bounded-transport.js';
import { mcpLimits } from './mcp-limits.js';
import { openTransport } from './open-transport.js';
import { isSessionLost, McpRefusal, toMcpError } from './to-mcp-error.js';

interface Open {
  client: Client;
  transport: BoundedTransport;
}

export interface McpCall {
  tool: string;
  arguments: Record<string, unknown>;
  /** Travels beside the arguments, for servers that look. */
  idempotencyKey?: string;
  signal: AbortSignal;
}

/** Waits before the next attempt to connect: doubled each time, with jitter. Credentials do not become right by themselves. */
const backoff = { firstMs: 500, maxMs: 30_000, misconfiguredMs: 60_000 };

/** One server as one tenant has it: opened on first use and after it was lost, closed when idle. */
export class McpConnection {
  private readonly logger = new Logger(McpConnection.name);
  private readonly breaker: Breaker;
  private readonly places: Places;
  private opening?: Promise<Open>;
  private failures = 0;
  private closedUntil = 0;
  private idle?: NodeJS.Timeout;
  private underWay = 0;

  constructor(
    private readonly server: McpServer,
    private readonly own: Settings,
    private readonly noteOpen: (change: 1 | -1) => void,
  ) {
    this.breaker = createBreaker('agents.mcp.call', { upstream: server.name, isTimed: true });
    this.places = createPlaces('mcp', server.atOnce, mcpLimits.waiting);
  }

  /** Every tool as the server describes it, unchecked. @throws AppError */
  async list(signal: AbortSignal): Promise<unknown[]> {
    const { ListToolsResultSchema } = await import('@modelcontextprotocol/sdk/types.js');
    const { z } = await import('zod');
    const schema = ListToolsResultSchema.extend({ tools: z.array(z.unknown()) }); // one bad tool is no bad list
    const tools: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mcpLimits.pages && tools.length < mcpLimits.tools; page += 1) {
      const params = cursor ? { cursor } : {};
      const answer = await this.request('list', signal, ({ client }, options) =>
        client.request({ method: 'tools/list', params }, schema, options),
      );
      if (answer instanceof McpRefusal)
        throw new AppError('PEER_UNAVAILABLE', { metadata: { server: this.server.name } });
      tools.push(...answer.tools);
      cursor = answer.nextCursor;
      if (!cursor) break;
    }
    return tools.slice(0, mcpLimits.tools);
  }

  /** @throws AppError PEER_UNREACHABLE when it never left, PEER_UNAVAILABLE, DEADLINE_EXCEEDED, OVERLOADED, MISCONFIGURED; McpRefusal for what the server refuses */
  async call({ tool, arguments: args, idempotencyKey, signal }: McpCall): Promise<CallToolResult> {
    const { CallToolResultSchema } = await import('@modelcontextprotocol/sdk/types.js');
    const _meta = idempotencyKey ? { _meta: { 'parley/idempotency-key': idempotencyKey } } : {};
    const params = { name: tool, arguments: args, ..._meta };
    const answer = await this.request('call', signal, ({ client }, options) =>
      client.request({ method: 'tools/call', params }, CallToolResultSchema, options),
    );
    if (answer instanceof McpRefusal) throw answer;
    return answer;
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { opening } = this;
    this.opening = undefined;
    const open = await opening?.catch(() => undefined);
    await open?.client.close();
  }

  private async request<T>(
    method: string,
    signal: AbortSignal,
    send: (open: Open, options: { signal: AbortSignal; timeout: number }) => Promise<T>,
  ): Promise<T | McpRefusal> {
    const { name, timeoutMs } = this.server;
    const end = startCall('mcp', `${name}.${method}`);
    let hasLeft = false;
    this.stay();
    try {
      const answer = await this.places.execute(() =>
        this.breaker.execute(async () => {
          if (signal.aborted) throw ended(signal);
          return this.attempt(true, (open) => {
            hasLeft = true;
            return send(open, { signal, timeout: timeoutMs });
          }).catch((thrown: unknown) => {
            throw signal.aborted ? ended(signal) : thrown;
          });
        }),
      );
      end(answer instanceof McpRefusal ? 'REFUSED' : 'ok');
      return answer;
    } catch (thrown) {
      const error = toAppError(signal.aborted ? signal.reason : thrown);
      end(error.reason);
      const isAway = !hasLeft && (error.reason === 'PEER_UNAVAILABLE' || error.reason === 'CIRCUIT_OPEN');
      throw isAway ? new AppError('PEER_UNREACHABLE', { message: error.message, metadata: { server: name } }) : error;
    } finally {
      this.leave();
    }
  }

  /** A refusal is an answer: the breaker hears only of what does not work. */
  private async attempt<T>(mayRepeat: boolean, send: (open: Open) => Promise<T>): Promise<T | McpRefusal> {
    const open = await this.open();
    try {
      return await send(open);
    } catch (thrown) {
      if (isSessionLost(thrown) && mayRepeat) {
        await this.forget(open);
        return this.attempt(false, send);
      }
      const error = toMcpError(thrown, this.server.name, open.transport.fault);
      if (error instanceof McpRefusal) return error;
      throw error;
    }
  }

  private open(): Promise<Open> {
    if (this.opening) return this.opening;
    if (Date.now() < this.closedUntil) {
      const { name: server } = this.server;
      return Promise.reject(
        new AppError('PEER_UNAVAILABLE', { message: 'an MCP server was away', metadata: { server } }),
      );
    }
    const opening = this.connect();
    this.opening = opening;
    opening.catch((thrown: unknown) => {
      if (this.opening === opening) this.opening = undefined;
      this.noteFailure(thrown);
    });
    return opening;
  }

  private async connect(): Promise<Open> {
    const { name, connectMs } = this.server;
    const end = startCall('mcp', `${name}.connect`);
    const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
    const transport = await openTransport(this.server, this.own);
    const client = new Client({ name: 'parley', version: '1' });
    const open = { client, transport };
    try {
      await client.connect(transport, { timeout: connectMs });
    } catch (thrown) {
      const error = toMcpError(thrown, name, transport.fault);
      const failure =
        error instanceof McpRefusal ? new AppError('PEER_UNAVAILABLE', { metadata: { server: name } }) : error;
      end(failure.reason);
      void client.close().catch(() => undefined); // a process that hangs takes its time
      throw failure;
    }
    end('ok');
    this.failures = 0;
    this.noteOpen(1);
    client.onclose = () => void this.forget(open);
    return open;
  }

  private async forget(open: Open): Promise<void> {
    if (!open.client.onclose) return;
    open.client.onclose = undefined;
    this.noteOpen(-1);
    const current = await this.opening?.catch(() => undefined);
    if (current === open) this.opening = undefined;
    await open.client.close().catch(() => undefined);
  }

  private noteFailure(thrown: unknown): void {
    const isMisconfigured = thrown instanceof AppError && thrown.reason === 'MISCONFIGURED';
    const waitMs = Math.min(backoff.firstMs * 2 ** this.failures, backoff.maxMs) * (0.5 + Math.random() / 2);
    this.closedUntil = Date.now() + (isMisconfigured ? backoff.misconfiguredMs : waitMs);
    this.failures += 1;
    const { message, reason } = thrown as AppError;
    this.logger.warn({ message: 'could not connect to an MCP server', server: this.server.name, reason, why: message });
  }

  private stay(): void {
    this.underWay += 1;
    clearTimeout(this.idle);
  }

  private leave(): void {
    this.underWay -= 1;
    if (this.underWay > 0) return;
    this.idle = setTimeout(() => void this.close().catch(() => undefined), mcpLimits.idleMs).unref();
  }
}

/** The run is over: that says nothing about the server. */
const ended = ({ reason }: AbortSignal): AppError => new AppError('CANCELLED', { cause: reason });
