import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type DownloadMediaRequest, NotifierService } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { GrpcClient } from '#libs/grpc';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';

/** Files come through the notifier, which holds the token. */
@Injectable()
export class MediaClient implements OnApplicationShutdown {
  private readonly client: GrpcClient<typeof NotifierService>;

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(NotifierService, config.NOTIFIER_URL, {
      downloadMedia: 'orchestrator.notifier.downloadMedia',
    });
  }

  /** @throws AppError with the notifier's reason; PEER_UNREACHABLE when there is none */
  async download(request: DownloadMediaRequest): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    await this.client.stream('downloadMedia', request, ({ data }) => {
      length += data.length;
      if (length > request.maxBytes) throw new AppError('BODY_TOO_LARGE');
      chunks.push(data);
    });
    return Buffer.concat(chunks, length);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
