import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { countRequest } from '../accounting/count-tokens.js';
import { ModelSettings } from '../model-settings.js';
import { AnswerService } from '../replies/answer.service.js';
import { isProblemFault } from '../scripting/fault-kinds.js';
import { noFacts, toRequestFacts } from '../scripting/request-facts.js';
import type { Fault } from '../scripting/script.schema.js';
import { ScriptingService } from '../scripting/scripting.service.js';
import { toProblem } from '../scripting/to-problem.js';
import { validateRequest } from '../validation/validate-request.js';
import { breakUtf8, toDelivery } from '../wire/delivery.js';
import type { Message } from '../wire/message.js';
import { ReplyWriterService } from '../wire/reply-writer.service.js';
import { toEvents } from '../wire/to-events.js';
import { checkHeaders } from './check-headers.js';
import { type Exchange, ExchangeService } from './exchange.service.js';

/** Not the beginning of any JSON: a client that repairs unfinished input cannot repair this. */
const brokenToolJson = '{"id": 7, oops \\ "note": }';

@Controller('anthropic/v1/messages')
export class MessagesController {
  constructor(
    private readonly settings: ModelSettings,
    private readonly scripting: ScriptingService,
    private readonly answers: AnswerService,
    private readonly writer: ReplyWriterService,
    private readonly exchanges: ExchangeService,
  ) {}

  @Post()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const exchange = this.exchanges.open(request, reply, 'messages');
    const validated = this.validate(exchange, 'create');
    if (!validated) return;
    const facts = this.scripting.isEmpty ? noFacts : toRequestFacts(validated.request);
    const fault = this.takeFault(exchange, facts);
    if (fault === 'answered') return;
    const script = this.scripting.isEmpty ? undefined : this.scripting.takeScript(facts)?.reply;
    const message = this.answers.answer(validated.request, validated.model, script, fault?.kind);
    this.exchanges.record(exchange, 200, { stopReason: message.stop_reason, usage: message.usage, fault: fault?.kind });
    const latencyMs = script?.latencyMs ?? this.settings.latencyMs;
    if (validated.request.stream) await this.stream(exchange, message, latencyMs, fault);
    else await this.send(exchange, message, latencyMs, fault);
  }

  @Post('count_tokens')
  countTokens(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const exchange = this.exchanges.open(request, reply, 'count_tokens');
    const validated = this.validate(exchange, 'count');
    if (!validated) return;
    const facts = this.scripting.isEmpty ? noFacts : toRequestFacts(validated.request);
    if (this.takeFault(exchange, facts) === 'answered') return;
    this.exchanges.record(exchange, 200);
    const tokens = { input_tokens: countRequest(validated.request) };
    this.writer.sendJson(exchange.response, 200, tokens, exchange.headers);
  }

  private validate(exchange: Exchange, kind: 'create' | 'count') {
    const headerProblem = checkHeaders(exchange.request.headers);
    const validated = headerProblem
      ? { problem: headerProblem }
      : validateRequest(exchange.request.body, kind, (id) => this.settings.findModel(id));
    if (!validated.problem) return validated;
    this.exchanges.refuse(exchange, validated.problem);
    return undefined;
  }

  /** The fault that is due. One that leaves nothing to answer is dealt with here. */
  private takeFault(exchange: Exchange, facts: ReturnType<typeof toRequestFacts>): Fault | 'answered' | undefined {
    const fault = this.scripting.isEmpty ? undefined : this.scripting.takeFault(exchange.endpoint, facts);
    if (!fault) return undefined;
    if (isProblemFault(fault.kind)) this.exchanges.refuse(exchange, toProblem(fault.kind, fault), fault.kind);
    else if (fault.kind === 'hang') this.writer.leaveOpen(exchange.response);
    else if (fault.kind === 'reset') exchange.response.destroy();
    else return fault;
    if (!isProblemFault(fault.kind)) this.exchanges.record(exchange, 0, { fault: fault.kind });
    return 'answered';
  }

  private async stream(exchange: Exchange, message: Message, latencyMs: number, fault?: Fault): Promise<void> {
    const rawToolInput = fault?.kind === 'invalid-tool-json' ? brokenToolJson : undefined;
    const { splitBytes } = this.settings;
    const options = { latencyMs, splitBytes, fault: fault?.kind, slowMs: fault?.delayMs };
    const delivery = toDelivery(toEvents(message, rawToolInput), options);
    await this.writer.sendStream(exchange.response, delivery, exchange.headers);
  }

  private async send(exchange: Exchange, message: Message, latencyMs: number, fault?: Fault): Promise<void> {
    const { response, headers } = exchange;
    const waitMs = fault?.kind === 'slow' ? (fault.delayMs ?? 2_000) : latencyMs;
    if (waitMs > 0 && !(await this.writer.waitFor(response, waitMs))) return;
    const body = Buffer.from(JSON.stringify(message));
    const type = { 'content-type': 'application/json', ...headers };
    switch (fault?.kind) {
      case 'headers-then-silence':
        response.writeHead(200, type).flushHeaders();
        return this.writer.leaveOpen(response);
      case 'sse-error':
      case 'cut':
      case 'clean-end':
        response.writeHead(200, { ...type, 'content-length': body.length });
        response.write(body.subarray(0, body.length / 2), () => response.destroy());
        return;
      case 'broken-utf8':
        return this.writer.sendBody(response, 200, breakUtf8({ chunk: body }).chunk, type);
      default:
        return this.writer.sendBody(response, 200, body, type);
    }
  }
}
