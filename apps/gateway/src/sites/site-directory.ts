import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { WorkspaceFile } from '#libs/contracts';
import { toAppError } from '#libs/errors';
import { createPlaces } from '#libs/resilience';
import { ArtifactsClient } from './artifacts.client.js';

/** Undefined where there is no such site, which is remembered as well. */
interface Found {
  files: ReadonlyMap<string, WorkspaceFile> | undefined;
}

/** A site that is published again, or rolled back, shows after this at the latest. */
const FRESH_MS = 2_000;
/** Files of all sites that are remembered. */
const KEPT_FILES = 50_000;
const AT_ONCE = 32;
const WAITING = 500;

/** What each site consists of, by its slug. */
@Injectable()
export class SiteDirectory {
  private readonly places = createPlaces('sites', AT_ONCE, WAITING);
  private readonly found = new LRUCache<string, Found>({
    ttl: FRESH_MS,
    maxSize: KEPT_FILES,
    sizeCalculation: ({ files }) => (files?.size ?? 0) + 1,
    fetchMethod: (slug) => this.places.execute(() => this.resolve(slug)),
  });

  constructor(@Inject(ArtifactsClient) private readonly client: ArtifactsClient) {}

  /** Its files by path. @throws AppError while the agents are away */
  async filesOf(slug: string): Promise<ReadonlyMap<string, WorkspaceFile> | undefined> {
    return (await this.found.fetch(slug))?.files;
  }

  private async resolve(slug: string): Promise<Found> {
    try {
      const { files } = await this.client.grpc.call('resolveSite', { slug });
      return { files: new Map(files.map((file) => [file.path, file])) };
    } catch (error) {
      if (toAppError(error).reason === 'NOT_FOUND') return { files: undefined };
      throw error;
    }
  }
}
