import type { CheckProblem, SiteFile } from '../check-report.ts';
import { addressOf, pathOf } from '../site-address.ts';
import type { Page } from './read-page.ts';

/** What an address in a file of the site leads to. */
export type Target =
  | { kind: 'file'; path: string; fragment: string }
  | { kind: 'missing'; path: string }
  | { kind: 'outside' }
  | { kind: 'foreign' }
  | { kind: 'inline' }
  | { kind: 'script' }
  | { kind: 'other' }
  | { kind: 'unreadable' };

/** The files of a site, by path. */
export class SiteIndex {
  readonly texts = new Map<string, string>();
  readonly pages = new Map<string, Page>();
  private readonly paths: Set<string>;

  constructor(files: SiteFile[]) {
    this.paths = new Set(files.map(({ path }) => path));
    for (const { path, content } of files) if (isText(path)) this.texts.set(path, content.toString('utf8'));
  }

  /** Files whose names end so, in the order of their paths. */
  withExtension(...extensions: string[]): [path: string, text: string][] {
    return [...this.texts]
      .filter(([path]) => extensions.includes(extensionOf(path)))
      .sort(([one], [other]) => (one < other ? -1 : 1));
  }

  resolve(url: string, from: string): Target {
    const address = URL.parse(url, addressOf(from));
    if (!address) return { kind: 'unreadable' };
    if (address.protocol === 'data:' || address.protocol === 'blob:' || address.protocol === 'about:')
      return { kind: 'inline' };
    if (address.protocol === 'javascript:') return { kind: 'script' };
    if (!/^(https?|wss?|ftp):$/.test(address.protocol)) return { kind: 'other' };
    if (address.origin !== new URL(addressOf('')).origin) return { kind: 'foreign' };
    const path = pathOf(address);
    if (path === undefined) return { kind: 'outside' };
    if (this.paths.has(path)) return { kind: 'file', path, fragment: address.hash.slice(1) };
    return { kind: 'missing', path };
  }
}

const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

const isText = (path: string): boolean =>
  ['html', 'htm', 'svg', 'css', 'js', 'mjs', 'json', 'webmanifest', 'txt', 'xml'].includes(extensionOf(path));

interface Load {
  url: string;
  /** File that the address is relative to. */
  from: string;
  /** File that names it, when that is another one. */
  path?: string;
  /** The beginning of the sentence. */
  what: string;
  line?: number;
}

/** The problem of something that a page fetches or sends to, if there is one. */
export function loadProblem(index: SiteIndex, { url, from, path = from, what, line }: Load): CheckProblem | undefined {
  const target = index.resolve(url, from);
  const problem = (check: 'foreign-origin' | 'links', says: string): CheckProblem => ({
    check,
    severity: 'high',
    path,
    line,
    what: `${what} ${says}: ${url.slice(0, 120)}`,
  });
  if (target.kind === 'foreign') return problem('foreign-origin', 'comes from elsewhere');
  if (target.kind === 'missing') return problem('links', 'is not among the files');
  if (target.kind === 'unreadable') return problem('links', 'has an address that cannot be read');
  if (target.kind === 'outside')
    return problem('links', 'lies outside the site, which stands in a folder (write the address without a leading /)');
  return undefined;
}
