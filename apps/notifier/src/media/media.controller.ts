import { Controller, Inject } from '@nestjs/common';
import { Observable } from 'rxjs';
import { type DownloadMediaRequest, DownloadMediaResponse, NotifierService } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import type { DownloadedFile } from './media.client.js';
import { MediaDownloads } from './media-downloads.service.js';

const CHUNK_BYTES = 256 * 1024;

/** Files that people sent, for services that do not hold the token. A file is whole and checked before its first byte leaves. */
@Controller()
@Serves(NotifierService, 'downloadMedia')
export class MediaController implements Pick<GrpcHandlers<typeof NotifierService>, 'downloadMedia'> {
  constructor(@Inject(MediaDownloads) private readonly downloads: MediaDownloads) {}

  downloadMedia(request: DownloadMediaRequest): Observable<DownloadMediaResponse> {
    return new Observable((subscriber) => {
      const call = new AbortController();
      this.downloads.download(request, call.signal).then(
        (file) => {
          for (const response of toResponses(file)) subscriber.next(response);
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(error),
      );
      return () => call.abort(new AppError('CANCELLED'));
    });
  }
}

function* toResponses({ mimeType, bytes }: DownloadedFile): Generator<DownloadMediaResponse> {
  yield DownloadMediaResponse.create({ mimeType, data: bytes.subarray(0, CHUNK_BYTES) });
  for (let at = CHUNK_BYTES; at < bytes.length; at += CHUNK_BYTES) {
    yield DownloadMediaResponse.create({ data: bytes.subarray(at, at + CHUNK_BYTES) });
  }
}
