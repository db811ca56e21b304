import { Inject, Injectable, Logger } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import { createRedactor } from '../configuration/create-redactor.js';
import { MCP_SERVERS, type McpServer, type McpServers } from '../configuration/mcp-server.js';
import { McpConnections } from '../connecting/mcp-connections.service.js';
import { readResult } from '../connecting/read-result.js';
import { McpRefusal } from '../connecting/to-mcp-error.js';
import { OfferedTools } from '../offered-tools.service.js';
import { type DoneEffect, EffectsRepository } from './effects.repository.js';
import { renderArguments } from './render-arguments.js';

export interface Restoring {
  buildId: string;
  phoneNumberId: string;
  /** The revision that is restored; effects of it and of those before stay. */
  restored: number;
  /** The revision that restores it. */
  revision: number;
  signal: AbortSignal;
}

export interface Undoing {
  server: string;
  tool: string;
  isDone: boolean;
  durationMs: number;
}

/** Takes back what the revisions after a restored one have done, the newest first. It may be repeated. */
@Injectable()
export class Compensations {
  private readonly logger = new Logger(Compensations.name);

  constructor(
    @Inject(MCP_SERVERS) private readonly servers: McpServers,
    @Inject(McpConnections) private readonly connections: McpConnections,
    @Inject(OfferedTools) private readonly offered: OfferedTools,
    @Inject(EffectsRepository) private readonly effects: EffectsRepository,
  ) {}

  /** @throws AppError that may pass, for who repeats the phase; what cannot be taken back is noted and left */
  async undo({ buildId, phoneNumberId, restored, revision, signal }: Restoring): Promise<Undoing[]> {
    const undone: Undoing[] = [];
    if (this.servers.size === 0) return undone;
    for (const effect of await this.effects.toUndo(buildId, phoneNumberId, restored, revision)) {
      const server = this.servers.get(effect.server);
      const tool = server?.effects.get(effect.tool)?.undo;
      if (!server || !tool) continue; // nobody has said how
      const startedAt = performance.now();
      const problem = await this.undoOne(effect, server, tool, phoneNumberId, signal);
      await this.effects.end(effect.key, problem ? 'undo_failed' : 'undone');
      const where = { server: server.name, tool: effect.tool, undo: tool, buildId };
      if (problem) this.logger.warn({ message: 'an effect could not be taken back', why: problem, ...where });
      undone.push({
        server: server.name,
        tool,
        isDone: !problem,
        durationMs: Math.round(performance.now() - startedAt),
      });
    }
    return undone;
  }

  /** @returns why it is not done */
  private async undoOne(
    effect: DoneEffect,
    server: McpServer,
    tool: string,
    phoneNumberId: string,
    signal: AbortSignal,
  ) {
    const { arguments: template, key } = { ...server.effects.get(effect.tool) };
    const result = effect.result.value ?? effect.result.text;
    const args = template ? renderArguments(template, { arguments: effect.arguments, result }) : effect.arguments;
    if (!args) return 'its result lacks what the compensation needs';
    const definitions = await this.offered.of(server, phoneNumberId);
    if (!definitions.some(({ name }) => name === tool)) return 'the compensation is not offered or not approved';
    const idempotencyKey = `undo-${effect.key}`;
    const keyArgument = server.effects.get(tool)?.key ?? (tool === effect.tool ? key : undefined);
    const filled = keyArgument ? { ...args, [keyArgument]: idempotencyKey } : args;
    try {
      const connection = this.connections.of(server, phoneNumberId);
      const answer = await connection.call({ tool, arguments: filled, idempotencyKey, signal });
      const { isError } = readResult(answer, server.outputBytes, createRedactor(server.secrets));
      return isError ? 'the compensation failed' : undefined;
    } catch (thrown) {
      if (thrown instanceof McpRefusal) return 'the server refuses the compensation';
      const error = toAppError(thrown);
      if (error.retryable || signal.aborted) throw error;
      return error.reason;
    }
  }
}
