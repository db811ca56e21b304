import { workspaceLimits } from './workspace-limits.js';

/** What an agent can write: text that a static site may consist of. */
const textExtensions = ['html', 'css', 'js', 'mjs', 'json', 'svg', 'txt', 'md', 'xml', 'csv', 'webmanifest'];

/** What a person may have sent for it. */
const binaryExtensions = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'ico'];

const allowed = new Set([...textExtensions, ...binaryExtensions]);

/** A letter, digit, hyphen or underscore first: no dot files, no `..`, nothing that a shell or an address reads in another way. */
const segmentPattern = /^[\p{L}\p{N}_-][\p{L}\p{M}\p{N}._-]*$/u;

export type CheckedPath = { path: string; problem?: undefined } | { path?: undefined; problem: string };

/** A path as the workspace keeps it: relative, normalised, of a file that a static site may have. There are no links and no folders. */
export function checkPath(given: string): CheckedPath {
  const path = given.normalize('NFC');
  if (path.length > workspaceLimits.pathLength)
    return { problem: `a path has at most ${workspaceLimits.pathLength} characters` };
  const segments = path.split('/');
  if (segments.length > workspaceLimits.pathDepth)
    return { problem: `a path has at most ${workspaceLimits.pathDepth - 1} folders` };
  if (!segments.every((segment) => segmentPattern.test(segment)))
    return {
      problem: 'a path is relative to the workspace, such as index.html or images/logo.svg: no "..", no dot files',
    };
  if (!allowed.has(extensionOf(path))) return { problem: `the extension is one of ${[...allowed].join(', ')}` };
  return { path };
}

export const isText = (path: string): boolean => textExtensions.includes(extensionOf(path));

function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot + 1).toLowerCase();
}
