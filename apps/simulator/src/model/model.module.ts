import { Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PromptCacheService } from './accounting/prompt-cache.service.js';
import { ControlController } from './api/control.controller.js';
import { envelopeForeignErrors } from './api/envelope-foreign-errors.js';
import { ExchangeService } from './api/exchange.service.js';
import { MessagesController } from './api/messages.controller.js';
import { ModelsController } from './api/models.controller.js';
import { ModelSettings } from './model-settings.js';
import { AnswerService } from './replies/answer.service.js';
import { RequestLogService } from './scripting/request-log.service.js';
import { ScriptingService } from './scripting/scripting.service.js';
import { ReplyWriterService } from './wire/reply-writer.service.js';

/** The model API, offline: what the real client talks to when ANTHROPIC_BASE_URL points at `/anthropic`. */
@Module({
  controllers: [MessagesController, ModelsController, ControlController],
  providers: [
    AnswerService,
    ExchangeService,
    ModelSettings,
    PromptCacheService,
    ReplyWriterService,
    RequestLogService,
    ScriptingService,
  ],
  exports: [ModelSettings],
})
export class ModelModule implements NestModule {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly exchanges: ExchangeService,
  ) {}

  /** Hooks must be in place before the routes are registered, and this runs just before that. */
  configure(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    envelopeForeignErrors(server, () => this.exchanges.nextRequestId());
  }
}
