import type { Json } from './manifest.ts';

/** RFC 6902. */
export type Operation = { op: 'add' | 'replace'; path: string; value: Json } | { op: 'remove'; path: string };

/** The operations that make `to` of `from`; lists of another length are replaced as a whole. */
export function diffManifests(from: Json | undefined, to: Json | undefined, path = ''): Operation[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (to === undefined) return [{ op: 'remove', path }];
  if (from === undefined) return [{ op: 'add', path, value: to }];
  if (isMap(from) && isMap(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return keys.flatMap((key) => diffManifests(from[key], to[key], `${path}/${escape(key)}`));
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length)
    return from.flatMap((item, index) => diffManifests(item, to[index], `${path}/${index}`));
  return [{ op: 'replace', path, value: to }];
}

const isMap = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escape = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
