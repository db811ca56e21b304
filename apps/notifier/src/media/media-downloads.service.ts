import { Inject, Injectable } from '@nestjs/common';
import { bulkhead, BulkheadRejectedError, ExponentialBackoff, handleWhen, type IPolicy, retry, wrap } from 'cockatiel';
import { AppError } from '#libs/errors';
import { edges } from '#libs/resilience';
import { type DownloadedFile, type FileRequest, MediaClient } from './media.client.js';

/** Files in memory at once, of at most MAX_FILE_BYTES each, and those that may wait for a place. */
const AT_ONCE = 8;
const WAITING = 256;

/** Nothing larger is fetched, whatever a caller asks for: Parley has no use for it. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Downloads with places and retries. Reads may be repeated, so a file is fetched again where its failure may pass. */
@Injectable()
export class MediaDownloads {
  private readonly policy: IPolicy;

  constructor(@Inject(MediaClient) private readonly client: MediaClient) {
    const { attempts } = edges['notifier.whatsapp.media'];
    const passing = handleWhen((error) => error instanceof AppError && error.retryable);
    this.policy = wrap(
      bulkhead(AT_ONCE, WAITING),
      retry(passing, {
        maxAttempts: attempts - 1,
        backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 3_000 }),
      }),
    );
  }

  /** @throws AppError as MediaClient.fetch does, OVERLOADED when too many wait, or the reason of `signal` */
  async download(request: FileRequest, signal: AbortSignal): Promise<DownloadedFile> {
    if (!request.mediaId || request.maxBytes === 0)
      throw new AppError('INVALID_REQUEST', { message: 'no file asked for' });
    const bounded = { ...request, maxBytes: Math.min(request.maxBytes, MAX_FILE_BYTES) };
    try {
      return await this.policy.execute(() => this.attempt(bounded, signal), signal);
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw new AppError('OVERLOADED', { cause: error });
      if (signal.aborted) throw new AppError('CANCELLED', { cause: error });
      throw error;
    }
  }

  private attempt(request: FileRequest, signal: AbortSignal): Promise<DownloadedFile> {
    const limit = new AbortController();
    const timer = setTimeout(
      () => limit.abort(new AppError('DEADLINE_EXCEEDED')),
      edges['notifier.whatsapp.media'].deadlineMs,
    );
    return this.client.fetch(request, AbortSignal.any([signal, limit.signal])).finally(() => clearTimeout(timer));
  }
}
