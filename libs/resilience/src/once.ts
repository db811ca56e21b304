/** Makes closing safe: however often and from wherever it is called, `action` runs once and all wait for the same end. */
export function once<T>(action: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => (running ??= action());
}
