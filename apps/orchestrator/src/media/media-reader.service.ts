import { Inject, Injectable, Logger } from '@nestjs/common';
import type { InboundMessage, Media } from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { checkFile } from './check-file.js';
import { decodeText } from './decode-text.js';
import { BadFile, type FileProblem, isLasting, toFileProblem } from './file-problem.js';
import { maxBytesOf, type MediaUse, useOf } from './media-use.js';
import { MediaClient } from './media.client.js';
import { type MediaKey, MediaRepository } from './media.repository.js';
import { SpeechClient } from './speech.client.js';

/** What a file came to. */
export type ReadFile =
  | { kind: 'file'; mimeType: string; bytes: Buffer }
  | { kind: 'speech' | 'text'; text: string }
  | { kind: 'named' }
  | { kind: 'problem'; problem: FileProblem };

/** Files that are fetched ahead at once; beyond it a file waits for its turn. */
const MAX_AHEAD = 64;
/** More bytes of files than this in memory, and turns with files wait until others are done. */
const MAX_BUFFERED_BYTES = 512 * 1024 * 1024;

/**
 * Reads the files of messages, each once: from the store, else from WhatsApp, checked and stored. A file that is bad costs
 * only itself.
 */
@Injectable()
export class MediaReader {
  private readonly logger = new Logger(MediaReader.name);
  private readonly underWay = new Map<string, Promise<ReadFile>>();

  constructor(
    @Inject(MediaClient) private readonly client: MediaClient,
    @Inject(MediaRepository) private readonly files: MediaRepository,
    @Inject(SpeechClient) private readonly speech: SpeechClient,
  ) {}

  /** @throws AppError OVERLOADED, STORE_UNAVAILABLE or PEER_UNREACHABLE: then the turn is to be tried again */
  read({ id, contact }: InboundMessage, media: Media): Promise<ReadFile> {
    const key = { phoneNumberId: contact?.phoneNumberId ?? '', messageId: id };
    const name = `${key.phoneNumberId}/${id}`;
    const begun = this.underWay.get(name);
    if (begun) return begun;
    const reading = this.readOnce(key, media).finally(() => this.underWay.delete(name));
    this.underWay.set(name, reading);
    return reading;
  }

  /** Begins to read at once what a turn will ask for in a moment. Best effort: the turn reads what is missing. */
  readAhead(message: InboundMessage): void {
    const { content } = message;
    if (content?.$case !== 'media' || useOf(content.value) === 'none' || this.underWay.size >= MAX_AHEAD) return;
    this.read(message, content.value).catch((error: unknown) =>
      this.logger.debug({ message: 'a file was not read ahead', err: error }),
    );
  }

  private async readOnce(key: MediaKey, media: Media): Promise<ReadFile> {
    const use = useOf(media);
    if (use === 'none') return { kind: 'named' };
    if (use === 'speech' && !this.speech.isConfigured) return { kind: 'problem', problem: 'no_speech_service' };
    if (process.memoryUsage().arrayBuffers > MAX_BUFFERED_BYTES) {
      throw new AppError('OVERLOADED', { message: 'too many files in memory' });
    }
    try {
      const stored = await this.files.find(key);
      if (stored?.problem) return { kind: 'problem', problem: stored.problem };
      if (stored?.transcript) return { kind: 'speech', text: stored.transcript };
      const { bytes, mimeType } = stored?.data
        ? { bytes: stored.data, mimeType: stored.mimeType! }
        : await this.fetch(key, media, use);
      return await this.digest(key, use, bytes, mimeType);
    } catch (error) {
      if (error instanceof BadFile) return this.giveUp(key, use, error.problem);
      throw error;
    }
  }

  private async fetch(key: MediaKey, media: Media, use: Exclude<MediaUse, 'none'>) {
    const { mediaId, sha256 } = media;
    const request = { phoneNumberId: key.phoneNumberId, mediaId, sha256, maxBytes: maxBytesOf[use] };
    const bytes = await this.client.download(request).catch((thrown: unknown) => {
      const error = toAppError(thrown);
      // Nobody to ask, or one who is just leaving: nor could anything be sent, so the whole turn waits
      if (error.reason === 'PEER_UNREACHABLE') throw error;
      if (error.reason === 'CANCELLED') throw new AppError('PEER_UNAVAILABLE', { cause: error });
      throw new BadFile(toFileProblem(error));
    });
    const mimeType = await checkFile(use, bytes);
    await this.files.store(key, mimeType, bytes);
    return { bytes, mimeType };
  }

  private async digest(key: MediaKey, use: MediaUse, bytes: Buffer, mimeType: string): Promise<ReadFile> {
    if (use === 'text') return { kind: 'text', text: decodeText(bytes) };
    if (use !== 'speech') return { kind: 'file', mimeType, bytes };
    const heard = await this.speech.transcribe(bytes, mimeType);
    if ('problem' in heard) return { kind: 'problem', problem: heard.problem };
    await this.files.storeTranscript(key, heard.text);
    return { kind: 'speech', text: heard.text };
  }

  private async giveUp(key: MediaKey, use: MediaUse, problem: FileProblem): Promise<ReadFile> {
    this.logger.warn({ message: 'a file could not be read', messageId: key.messageId, use, problem });
    if (isLasting(problem)) await this.files.storeProblem(key, problem);
    return { kind: 'problem', problem };
  }
}
