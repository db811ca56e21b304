const MAX_ITEMS = 500;
const MAX_BYTES = 4 * 1024 * 1024;

/** Cuts a batch into requests that a peer takes well; the order stays. */
export function splitRequest<T extends { rawJson: string }>(items: readonly T[]): T[][] {
  const requests: T[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const size = 2 * item.rawJson.length; // the text is in it once more
    if (requests.at(-1)!.length >= MAX_ITEMS || (bytes > 0 && bytes + size > MAX_BYTES)) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)!.push(item);
    bytes += size;
  }
  return requests;
}
