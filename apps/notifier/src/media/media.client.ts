import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, type Dispatcher } from 'undici';
import { AppError, toAppError } from '#libs/errors';
import { startCall } from '#libs/observability';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { NO_TOKEN, TokenBook } from '../graph/token-book.js';
import { isTrustedAddress } from './media-hosts.js';
import { publicLookup } from './public-lookup.js';
import { readResolved, toMediaError } from './to-media-error.js';

export interface FileRequest {
  phoneNumberId: string;
  mediaId: string;
  /** Base64; empty skips the check. */
  sha256: string;
  maxBytes: number;
}

export interface DownloadedFile {
  mimeType: string;
  bytes: Buffer;
}

interface Answer {
  status: number;
  bytes: Buffer;
}

interface GetOptions {
  authorization: string;
  maxBytes: number;
  signal: AbortSignal;
}

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** One try of the Cloud API's two-step download. Redirects are never followed: an address is trusted or it is not fetched. */
@Injectable()
export class MediaClient implements OnApplicationShutdown {
  private readonly api: URL;
  private readonly agent: Agent;

  constructor(
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
    @Inject(TokenBook) private readonly tokens: TokenBook,
  ) {
    this.api = new URL(config.WHATSAPP_API_URL);
    this.agent = new Agent({
      connections: 8,
      connect: { timeout: CONNECT_TIMEOUT_MS, lookup: publicLookup(this.api.hostname) },
      keepAliveTimeout: 4_000,
    });
  }

  /**
   * @throws AppError NOT_FOUND, BODY_TOO_LARGE, MEDIA_CORRUPT, MEDIA_REFUSED, MISCONFIGURED for good, or a retryable one;
   *   a download address that has expired is PEER_UNAVAILABLE: resolving again makes a new one
   */
  async fetch({ phoneNumberId, mediaId, sha256, maxBytes }: FileRequest, signal: AbortSignal): Promise<DownloadedFile> {
    const authorization = this.tokens.authorizationOf(phoneNumberId);
    if (authorization === undefined) throw new AppError('MISCONFIGURED', { message: NO_TOKEN });
    const path = `${this.api.pathname.replace(/\/$/, '')}/${this.config.WHATSAPP_API_VERSION}/${encodeURIComponent(mediaId)}`;
    const query = `?phone_number_id=${encodeURIComponent(phoneNumberId)}`;
    const get = { authorization, signal };
    const node = new URL(`${path}${query}`, this.api);
    const answer = await this.get('resolve_media', node, { ...get, maxBytes: MAX_ANSWER_BYTES });
    if (answer.status !== 200) throw toMediaError(answer.status, answer.bytes.toString());
    const { url, mimeType, size } = readResolved(answer.bytes.toString());
    if (size > maxBytes) throw tooLarge(size, maxBytes);
    const address = new URL(url);
    if (!isTrustedAddress(address, this.api)) {
      throw new AppError('MEDIA_REFUSED', { message: 'the file is said to be at a host that is not trusted' });
    }
    const file = await this.get('download_media', address, { ...get, maxBytes });
    if (file.status === 404) throw new AppError('PEER_UNAVAILABLE', { message: 'the download address has expired' });
    if (file.status !== 200) throw toMediaError(file.status, file.bytes.subarray(0, MAX_ANSWER_BYTES).toString());
    if (sha256 && createHash('sha256').update(file.bytes).digest('base64') !== sha256) {
      throw new AppError('MEDIA_CORRUPT', { message: 'the file is not the one that was sent: its hash differs' });
    }
    return { mimeType, bytes: file.bytes };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** @throws AppError: everything that is not an answer is retryable */
  private async get(method: string, address: URL, { authorization, maxBytes, signal }: GetOptions): Promise<Answer> {
    const finish = startCall('whatsapp', method);
    try {
      const { statusCode, body } = await this.agent.request({
        origin: address.origin,
        path: `${address.pathname}${address.search}`,
        method: 'GET',
        headers: { authorization },
        signal,
      });
      const bytes = await readAtMost(body, maxBytes);
      finish(statusCode === 200 ? 'ok' : `http_${statusCode}`);
      return { status: statusCode, bytes };
    } catch (cause) {
      const error = toFetchError(cause, signal);
      finish(error.reason);
      throw error;
    }
  }
}

/** Stops at the first byte too many: what a server says about its size is not relied on. */
async function readAtMost(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(length, maxBytes); // leaving the loop destroys the body
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

const tooLarge = (size: number, maxBytes: number): AppError =>
  new AppError('BODY_TOO_LARGE', { message: `at least ${size} bytes where ${maxBytes} are taken` });

function toFetchError(cause: unknown, signal: AbortSignal): AppError {
  if (cause instanceof AppError) return cause;
  if (signal.aborted) return toAppError(signal.reason);
  return new AppError('PEER_UNAVAILABLE', { message: 'the file could not be fetched', cause });
}
