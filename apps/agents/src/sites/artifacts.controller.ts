import { Controller, Inject } from '@nestjs/common';
import {
  ArtifactService,
  type PublishSiteRequest,
  type PublishSiteResponse,
  type ReadBlobsRequest,
  type ReadBlobsResponse,
  type ResolveSiteRequest,
  type ResolveSiteResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { slugPattern } from '../outputs/bounded-text.js';
import { BlobStore } from '../workspace/blob-store.js';
import { fromWire, toWire } from '../workspace/file-entry.js';
import { SitesService } from './sites.service.js';

const mostHashes = 100;
const mostBytes = 16 * 1024 * 1024;

@Controller()
@Serves(ArtifactService, 'readBlobs', 'publishSite', 'resolveSite')
export class ArtifactsController implements GrpcHandlers<typeof ArtifactService> {
  constructor(
    @Inject(BlobStore) private readonly blobs: BlobStore,
    @Inject(SitesService) private readonly sites: SitesService,
  ) {}

  /** @throws AppError INVALID_REQUEST for what is no hash, or too many */
  async readBlobs({ sha256 }: ReadBlobsRequest): Promise<ReadBlobsResponse> {
    if (sha256.length > mostHashes) throw invalid('sha256', `at most ${mostHashes} hashes`);
    if (!sha256.every((hash) => /^[0-9a-f]{64}$/.test(hash))) throw invalid('sha256', 'expected 64 hexadecimal digits');
    if (sha256.length === 0) return { blobs: [] };
    return { blobs: await this.blobs.readWithin([...new Set(sha256)], mostBytes) };
  }

  /** @throws AppError INVALID_REQUEST naming the field, WORKSPACE_REFUSED */
  async publishSite(request: PublishSiteRequest): Promise<PublishSiteResponse> {
    const { slug, buildId, revision, phoneNumberId, contactId } = request;
    for (const [field, value] of Object.entries({
      build_id: buildId,
      phone_number_id: phoneNumberId,
      contact_id: contactId,
    }))
      if (!value || value.includes('\0')) throw invalid(field, 'missing');
    if (slug && !slugPattern.test(slug)) throw invalid('slug', `expected ${slugPattern.source}`);
    return this.sites.publish({ slug, buildId, revision, phoneNumberId, contactId, files: fromWire(request.files) });
  }

  /** @throws AppError NOT_FOUND */
  async resolveSite({ slug }: ResolveSiteRequest): Promise<ResolveSiteResponse> {
    if (!slugPattern.test(slug)) throw new AppError('NOT_FOUND');
    const { buildId, revision, files } = await this.sites.resolve(slug);
    return { buildId, revision, files: toWire(files) };
  }
}

const invalid = (field: string, message: string): AppError =>
  new AppError('INVALID_REQUEST', { message, metadata: { field } });
