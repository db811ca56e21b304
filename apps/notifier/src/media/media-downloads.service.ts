import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { createBreaker, createPlacesOf, createRepeater, edges } from '#libs/resilience';
import { type DownloadedFile, type FileRequest, MediaClient } from './media.client.js';

/** Nothing larger is fetched, whatever a caller asks for: Parley has no use for it. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Downloads with places, which bound the files in memory, a breaker and retries. Reads may be repeated, so a file is fetched again where its failure may pass. */
@Injectable()
export class MediaDownloads {
  private readonly places = createPlacesOf('notifier.whatsapp.media');
  private readonly breaker = createBreaker('notifier.whatsapp.media', { upstream: 'whatsapp media' });
  private readonly repeater = createRepeater('notifier.whatsapp.media', { mayRepeat: () => !this.breaker.isOpen });

  constructor(@Inject(MediaClient) private readonly client: MediaClient) {}

  /** @throws AppError as MediaClient.fetch does, OVERLOADED when too many wait, or the reason of `signal` */
  async download(request: FileRequest, signal: AbortSignal): Promise<DownloadedFile> {
    if (!request.mediaId || request.maxBytes === 0)
      throw new AppError('INVALID_REQUEST', { message: 'no file asked for' });
    const bounded = { ...request, maxBytes: Math.min(request.maxBytes, MAX_FILE_BYTES) };
    try {
      return await this.places.execute(() => this.repeater.execute(() => this.attempt(bounded, signal), signal));
    } catch (error) {
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
    const both = AbortSignal.any([signal, limit.signal]);
    return this.breaker.execute(() => this.client.fetch(request, both)).finally(() => clearTimeout(timer));
  }
}
