/** What somebody asks for on the listener of sites. */
export type SiteAddress =
  | {
      kind: 'file';
      slug: string;
      /** Relative, with slashes; empty or with a slash at its end for a folder. */ path: string;
    }
  /** A site without the slash that its relative links need. */
  | { kind: 'bare'; slug: string }
  | { kind: 'preview'; sha256: string };

const MOST = 1_024;
const SLUG = /^[a-z0-9][a-z0-9-]{1,62}$/;
const PREVIEW = /^([0-9a-f]{64})\.(?:png|jpg)$/;
/** A separator of another system, what ends a string in C, what is encoded twice. */
const REFUSED = /[/\\%\p{Cc}]/u;

/**
 * Reads the target of a request as it was sent. Paths are only ever looked up among the files of a site, so this is the
 * second wall: what looks like a way out of the site is refused before anything is looked up.
 * @returns undefined for what can be no address of ours
 */
export function readSiteAddress(target: string): SiteAddress | undefined {
  if (target.length > MOST) return undefined;
  const segments = decode(target.split(/[?#]/, 1)[0]!);
  if (!segments) return undefined;
  const [root, area, name, ...rest] = segments;
  if (root !== '' || name === undefined) return undefined;
  if (area === 'previews') return rest.length === 0 ? previewOf(name) : undefined;
  if (area !== 'sites' || !SLUG.test(name)) return undefined;
  if (rest.length === 0) return { kind: 'bare', slug: name };
  if (rest.slice(0, -1).includes('')) return undefined;
  return { kind: 'file', slug: name, path: rest.join('/') };
}

/** Undefined where a segment is no UTF-8, is more than a name, or leads elsewhere. */
function decode(path: string): string[] | undefined {
  try {
    const segments = path.split('/').map(decodeURIComponent);
    return segments.some((one) => REFUSED.test(one) || one === '.' || one === '..') ? undefined : segments;
  } catch {
    return undefined; // an overlong or broken encoding
  }
}

function previewOf(name: string): SiteAddress | undefined {
  const sha256 = PREVIEW.exec(name)?.[1];
  return sha256 === undefined ? undefined : { kind: 'preview', sha256 };
}
