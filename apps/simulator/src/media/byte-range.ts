export interface ByteRange {
  first: number;
  /** Inclusive. */
  last: number;
}

/** One range of a `Range` header; undefined without one, `unsatisfiable` if it lies outside. Several ranges count as none. */
export function byteRange(header: string | undefined, length: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first > last || first >= length ? 'unsatisfiable' : { first, last };
}
