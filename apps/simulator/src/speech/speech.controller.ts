import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readBody } from '../read-body.js';
import { readSpeech } from './read-speech.js';
import { Transcripts } from './transcripts.service.js';

/** What the next calls meet instead of an answer. */
const faultSchema = z.object({
  status: z.number().int().min(400).max(599).default(503),
  /** How many calls; every one until DELETE without it. */
  times: z.number().int().min(1).optional(),
});

interface Fault {
  status: number;
  left: number;
}

const MAX_LOG = 1_000;

/** OpenAI's speech to text, offline: what a client talks to whose base address is `/speech`. */
@Controller('speech')
export class SpeechController {
  private fault?: Fault;
  private readonly heard: { model: string; language: string; bytes: number; text: string }[] = [];

  constructor(private readonly transcripts: Transcripts) {}

  @Post('v1/audio/transcriptions')
  @HttpCode(200)
  async transcribe(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const status = this.takeFault();
    if (status) return refuse(reply, status, 'The server had an error while processing your request.');
    const speech = await readSpeech(request.body, request.headers['content-type']);
    if ('problem' in speech) return refuse(reply, speech.status, speech.problem);
    const { text, language } = this.transcripts.of(speech.bytes, speech.language);
    this.heard.push({ model: speech.model, language, bytes: speech.bytes.length, text });
    if (this.heard.length > MAX_LOG) this.heard.shift();
    if (speech.format === 'text') return `${text}\n`;
    return speech.format === 'verbose_json' ? { task: 'transcribe', language, duration: 1, text } : { text };
  }

  @Get('log')
  log() {
    return this.heard;
  }

  @Put('faults')
  fail(@Body() body: unknown): Fault {
    const { status, times = Infinity } = readBody(faultSchema, body);
    this.fault = { status, left: times };
    return this.fault;
  }

  @Delete('faults')
  @HttpCode(204)
  recover(): void {
    this.fault = undefined;
  }

  private takeFault(): number | undefined {
    if (!this.fault || this.fault.left <= 0) return undefined;
    this.fault.left -= 1;
    return this.fault.status;
  }
}

function refuse(reply: FastifyReply, status: number, message: string) {
  reply.status(status);
  return {
    error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null },
  };
}
