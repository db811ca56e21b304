import { Inject, Injectable, Logger } from '@nestjs/common';
import { fetch, FormData } from 'undici';
import { z } from 'zod';
import { AppError } from '#libs/errors';
import { startCall } from '#libs/observability';
import { createBreaker, createPlacesOf, createRepeater, edges } from '#libs/resilience';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';

/** What was said, or why nobody knows. */
export type Heard = { text: string } | { problem: 'no_speech_service' | 'not_understood' | 'unavailable' };

const MAX_TRANSCRIPT = 10_000;
const answer = z.object({ text: z.string() });
const endings: Record<string, string> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
  'audio/amr': 'amr',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
};

/**
 * Speech to text by any server that speaks OpenAI's `/v1/audio/transcriptions`. The language is not named: people change it,
 * and a recogniser that is told the wrong one translates. A server that fails five times in a row is left alone for a while.
 */
@Injectable()
export class SpeechClient {
  private readonly logger = new Logger(SpeechClient.name);
  private readonly endpoint?: string;
  private readonly breaker = createBreaker('orchestrator.speech.transcribe', { upstream: 'speech', isTimed: true });
  private readonly places = createPlacesOf('orchestrator.speech.transcribe');
  private readonly repeater = createRepeater('orchestrator.speech.transcribe', {
    mayRepeat: () => !this.breaker.isOpen,
  });

  constructor(@Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig) {
    const base = config.STT_BASE_URL?.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.endpoint = base && `${base}/v1/audio/transcriptions`;
  }

  /** Whether there is anybody who could listen. */
  get isConfigured(): boolean {
    return this.endpoint !== undefined;
  }

  async transcribe(bytes: Buffer, mimeType: string): Promise<Heard> {
    const { endpoint } = this;
    if (!endpoint) return { problem: 'no_speech_service' };
    const finish = startCall('speech', 'transcribe');
    try {
      const heard = await this.places.execute(() =>
        this.repeater.execute(() => this.breaker.execute(() => this.ask(endpoint, bytes, mimeType))),
      );
      finish('text' in heard ? 'ok' : heard.problem);
      return heard;
    } catch (error) {
      finish(error instanceof AppError ? error.reason : 'INTERNAL');
      this.logger.warn({ message: 'speech was not understood: its server failed', err: error });
      return { problem: 'unavailable' };
    }
  }

  /** @throws AppError a retryable one, where the server and not the sound is to blame */
  private async ask(endpoint: string, bytes: Buffer, mimeType: string): Promise<Heard> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)], { type: mimeType }), `speech.${endings[mimeType] ?? 'ogg'}`);
    form.set('model', this.config.STT_MODEL);
    form.set('response_format', 'json');
    const response = await fetch(endpoint, {
      method: 'POST',
      body: form,
      headers: this.config.STT_API_KEY ? { authorization: `Bearer ${this.config.STT_API_KEY}` } : {},
      redirect: 'error', // a key does not travel to where it was not sent
      signal: AbortSignal.timeout(edges['orchestrator.speech.transcribe'].deadlineMs),
    }).catch((cause: unknown) => {
      throw new AppError('PEER_UNAVAILABLE', { cause });
    });
    if (response.ok) return toHeard(await response.text());
    await response.body?.cancel();
    if (response.status === 429 || response.status >= 500) {
      throw new AppError('PEER_UNAVAILABLE', { metadata: { status: `${response.status}` } });
    }
    if (response.status === 400 || response.status === 413 || response.status === 415 || response.status === 422) {
      return { problem: 'not_understood' };
    }
    throw new AppError('MISCONFIGURED', {
      message: 'the speech server refuses us',
      metadata: { status: `${response.status}` },
    });
  }
}

function toHeard(body: string): Heard {
  const parsed = answer.safeParse(parse(body));
  if (!parsed.success) throw new AppError('PEER_UNAVAILABLE', { message: 'the speech server gave no transcript' });
  const text = parsed.data.text.replaceAll('\0', '').trim().slice(0, MAX_TRANSCRIPT).toWellFormed();
  return text ? { text } : { problem: 'not_understood' };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
