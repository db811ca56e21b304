import { Inject, Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import type { WorkspaceFile } from '#libs/contracts';
import { contentTypeOf } from '#libs/sites';
import { BlobsService, MAX_BLOB_BYTES } from './blobs.service.js';
import { readSiteAddress } from './read-site-address.js';
import { SiteDirectory } from './site-directory.js';

export type SiteAnswer =
  | { kind: 'file'; file: WorkspaceFile; status: 200 | 404; type: string | undefined }
  | { kind: 'picture'; sha256: string; data: Buffer; type: string }
  /** With the slash that relative links need. */
  | { kind: 'redirect'; path: string }
  | { kind: 'missing' };

const missing: SiteAnswer = { kind: 'missing' };
const PICTURES: readonly string[] = ['image/png', 'image/jpeg'];

/** What the listener of sites answers to each address. */
@Injectable()
export class SitesService {
  constructor(
    @Inject(SiteDirectory) private readonly directory: SiteDirectory,
    @Inject(BlobsService) private readonly blobs: BlobsService,
  ) {}

  /** @throws AppError while the agents are away */
  async answer(target: string): Promise<SiteAnswer> {
    const address = readSiteAddress(target);
    if (!address) return missing;
    if (address.kind === 'preview') return this.preview(address.sha256);
    const files = await this.directory.filesOf(address.slug);
    if (!files) return missing;
    if (address.kind === 'bare') return { kind: 'redirect', path: `/sites/${address.slug}/` };
    const { path } = address;
    const file = files.get(path === '' || path.endsWith('/') ? `${path}index.html` : path);
    if (file) return fileAnswer(file, 200);
    if (path !== '' && files.has(`${path}/index.html`)) {
      const folder = path.split('/').map(encodeURIComponent).join('/');
      return { kind: 'redirect', path: `/sites/${address.slug}/${folder}/` };
    }
    const own = files.get('404.html');
    return own ? fileAnswer(own, 404) : missing;
  }

  /** Undefined when the agents have lost it. @throws AppError while the agents are away */
  read({ sha256, size }: WorkspaceFile): Promise<Buffer | undefined> {
    return this.blobs.read(sha256, Number(size));
  }

  /** Only pictures: whoever knows the hash of another file does not get it here. */
  async preview(sha256: string): Promise<SiteAnswer> {
    const data = await this.blobs.read(sha256);
    const type = data && (await fileTypeFromBuffer(data))?.mime;
    return data && type !== undefined && PICTURES.includes(type) ? { kind: 'picture', sha256, data, type } : missing;
  }
}

function fileAnswer(file: WorkspaceFile, status: 200 | 404): SiteAnswer {
  return Number(file.size) > MAX_BLOB_BYTES ? missing : { kind: 'file', file, status, type: contentTypeOf(file.path) };
}
