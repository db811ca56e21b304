import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import { AGENTS_CONFIG, type AgentsConfig } from '../agents.config.js';
import { LeakGuard } from '../outputs/leak-guard.js';
import { BlobStore, toBytes } from '../workspace/blob-store.js';
import { checkFiles } from '../workspace/check-files.js';
import { isText } from '../workspace/check-path.js';
import type { FileEntry } from '../workspace/file-entry.js';
import { PUBLISH_SITE, RESOLVE_SITE } from './site-statements.js';
import { toSiteUrl, toSlugs } from './site-links.js';

export interface SiteToPublish {
  /** The name that it asks for; empty: one that nobody can guess. */
  slug: string;
  buildId: string;
  revision: number;
  files: readonly FileEntry[];
  phoneNumberId: string;
  contactId: string;
}

export interface Site {
  buildId: string;
  revision: number;
  files: FileEntry[];
}

/** Two builds that want one name at the same moment; more than this is no coincidence. */
const mostRaces = 5;

/** The sites that are on the air. */
@Injectable()
export class SitesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BlobStore) private readonly blobs: BlobStore,
    @Inject(LeakGuard) private readonly leaks: LeakGuard,
    @Inject(AGENTS_CONFIG) private readonly config: AgentsConfig,
  ) {}

  /**
   * Puts files on the air under the build's own name, which it keeps; an older revision than the one on the air changes
   * nothing. Repeating it is harmless.
   * @throws AppError WORKSPACE_REFUSED when they are no site, hold rules of the agents, or have no bytes any more, or their person was erased
   */
  async publish(site: SiteToPublish): Promise<{ slug: string; url: string }> {
    checkFiles(site.files);
    if (!site.files.some(({ path }) => path === 'index.html'))
      throw refused('index.html', 'a site needs an index.html');
    await this.refuseLeaks(site.files);
    for (let race = 0; race < mostRaces; race += 1) {
      const slug = await this.put(site);
      if (slug) return { slug, url: toSiteUrl(this.config.SITES_URL, slug) };
    }
    throw new AppError('OVERLOADED', { message: 'the name of a site is wanted by many at once' });
  }

  /** @throws AppError NOT_FOUND */
  async resolve(slug: string): Promise<Site> {
    const [site] = await this.database.query<Site>(RESOLVE_SITE, [slug]);
    if (!site) throw new AppError('NOT_FOUND');
    return site;
  }

  private async put({ slug, buildId, revision, files, phoneNumberId, contactId }: SiteToPublish) {
    const hashes = [...new Set(files.map(({ sha256 }) => sha256))].map(toBytes);
    const values = [buildId, revision, toSlugs(slug), phoneNumberId, contactId, JSON.stringify(files), hashes];
    const [row] = await this.database.query<{ lost: number; isErased: boolean; slug: string | null }>(
      PUBLISH_SITE,
      values,
    );
    if (row!.isErased) throw refused('contact_id', 'the person was erased');
    if (row!.lost > 0) throw refused('sha256', 'bytes of files are gone');
    return row!.slug;
  }

  private async refuseLeaks(files: readonly FileEntry[]): Promise<void> {
    const texts = files.filter(({ path }) => isText(path));
    const blobs = await this.blobs.read([...new Set(texts.map(({ sha256 }) => sha256))]);
    for (const { path, sha256 } of texts) {
      const leak = this.leaks.find(blobs.get(sha256)?.toString('utf8') ?? '');
      if (leak) throw refused('content', `a file holds rules of the agents: ${path}`);
    }
  }
}

const refused = (field: string, message: string): AppError =>
  new AppError('WORKSPACE_REFUSED', { message, metadata: { field } });
