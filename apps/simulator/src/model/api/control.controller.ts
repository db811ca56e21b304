import { Body, Controller, Delete, Get, HttpCode, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PromptCacheService } from '../accounting/prompt-cache.service.js';
import { ModelSettings } from '../model-settings.js';
import { RequestLogService } from '../scripting/request-log.service.js';
import { faultSchema, scriptSchema, settingsSchema } from '../scripting/script.schema.js';
import { scriptLimit, ScriptingService } from '../scripting/scripting.service.js';

/** What tests and people set over HTTP: scripted answers, faults, latency; and what they read: the log. */
@Controller('anthropic')
export class ControlController {
  constructor(
    private readonly scripting: ScriptingService,
    private readonly settings: ModelSettings,
    private readonly log: RequestLogService,
    private readonly cache: PromptCacheService,
  ) {}

  @Get('script')
  list() {
    return this.scripting.list();
  }

  @Post('script')
  addScript(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return accept(scriptSchema, body, reply, (script) => this.scripting.addScript(script));
  }

  @Delete('script')
  @HttpCode(204)
  clearScripts(): void {
    this.scripting.clearScripts();
  }

  @Post('faults')
  addFault(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return accept(faultSchema, body, reply, (fault) => this.scripting.addFault(fault));
  }

  @Delete('faults')
  @HttpCode(204)
  clearFaults(): void {
    this.scripting.clearFaults();
  }

  @Get('settings')
  showSettings(): ModelSettings {
    return this.settings;
  }

  @Put('settings')
  change(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const parsed = settingsSchema.safeParse(body);
    if (!parsed.success) return refuse(reply, z.prettifyError(parsed.error));
    this.settings.set(parsed.data);
    return this.settings;
  }

  @Get('log')
  showLog() {
    return this.log.list();
  }

  @Delete('log')
  @HttpCode(204)
  clearLog(): void {
    this.log.clear();
  }

  /** Forgets everything: scripts, faults, settings, log, prompt cache. */
  @Delete()
  @HttpCode(204)
  reset(): void {
    this.scripting.clearScripts();
    this.scripting.clearFaults();
    this.settings.reset();
    this.log.clear();
    this.cache.clear();
  }
}

function accept<S extends z.ZodType>(
  schema: S,
  body: unknown,
  reply: FastifyReply,
  add: (rule: z.infer<S>) => string | undefined,
) {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return refuse(reply, z.prettifyError(parsed.error));
  const id = add(parsed.data);
  return id ? { id } : refuse(reply, `At most ${scriptLimit} rules are kept; delete some first.`);
}

function refuse(reply: FastifyReply, problems: string) {
  reply.status(400);
  return { problems };
}
