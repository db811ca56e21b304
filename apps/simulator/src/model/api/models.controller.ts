import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EmulatedModel } from '../catalogue/emulated-models.js';
import { toModelInfo } from '../catalogue/to-model-info.js';
import { ModelSettings } from '../model-settings.js';
import { isProblemFault } from '../scripting/fault-kinds.js';
import { noFacts } from '../scripting/request-facts.js';
import { ScriptingService } from '../scripting/scripting.service.js';
import { toProblem } from '../scripting/to-problem.js';
import { ReplyWriterService } from '../wire/reply-writer.service.js';
import { badRequest, notFound } from './api-problem.js';
import { checkHeaders } from './check-headers.js';
import { type Exchange, ExchangeService } from './exchange.service.js';

interface ListQuery {
  limit?: string;
  after_id?: string;
  before_id?: string;
  lifecycle?: string | string[];
  'lifecycle[]'?: string | string[];
}

@Controller('anthropic/v1/models')
export class ModelsController {
  constructor(
    private readonly settings: ModelSettings,
    private readonly scripting: ScriptingService,
    private readonly writer: ReplyWriterService,
    private readonly exchanges: ExchangeService,
  ) {}

  @Get()
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: ListQuery): void {
    const exchange = this.exchanges.open(request, reply, 'models');
    if (this.isRefused(exchange)) return;
    const limit = Number(query.limit ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) {
      return this.exchanges.refuse(exchange, badRequest('limit: Input should be between 1 and 1000'));
    }
    const stages = [query['lifecycle[]'] ?? query.lifecycle ?? ['active', 'deprecated']].flat();
    const models = this.settings.models().filter(({ lifecycle }) => stages.includes(lifecycle));
    this.send(exchange, toPage(models, limit, query));
  }

  @Get(':id')
  retrieve(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): void {
    const exchange = this.exchanges.open(request, reply, 'models');
    if (this.isRefused(exchange)) return;
    const model = this.settings.models().find((candidate) => candidate.id === id);
    if (model) this.send(exchange, toModelInfo(model));
    else this.exchanges.refuse(exchange, notFound(`model: ${id}`));
  }

  private isRefused(exchange: Exchange): boolean {
    const problem = checkHeaders(exchange.request.headers);
    if (problem) {
      this.exchanges.refuse(exchange, problem);
      return true;
    }
    const fault = this.scripting.isEmpty ? undefined : this.scripting.takeFault('models', noFacts);
    if (!fault) return false;
    if (isProblemFault(fault.kind)) this.exchanges.refuse(exchange, toProblem(fault.kind, fault), fault.kind);
    else if (fault.kind === 'reset') exchange.response.destroy();
    else this.writer.leaveOpen(exchange.response);
    return true;
  }

  private send(exchange: Exchange, body: object): void {
    this.exchanges.record(exchange, 200);
    this.writer.sendJson(exchange.response, 200, body, exchange.headers);
  }
}

function toPage(models: EmulatedModel[], limit: number, { after_id, before_id }: ListQuery) {
  const at = (id: string) => models.findIndex((model) => model.id === id);
  const rest = after_id
    ? models.slice(at(after_id) + 1)
    : before_id
      ? models.slice(0, Math.max(0, at(before_id)))
      : models;
  const page = before_id ? rest.slice(-limit) : rest.slice(0, limit);
  return {
    data: page.map(toModelInfo),
    has_more: page.length < rest.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}
