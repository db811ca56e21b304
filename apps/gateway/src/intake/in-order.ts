/** Runs tasks that share a key one after the other, in the order in which they came; all others at once. */
export class InOrder {
  private readonly last = new Map<string, Promise<void>>();

  async run<T>(keys: ReadonlySet<string>, task: () => Promise<T>): Promise<T> {
    const earlier = [...keys].flatMap((key) => this.last.get(key) ?? []);
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const key of keys) this.last.set(key, promise);
    try {
      if (earlier.length > 0) await Promise.all(earlier);
      return await task();
    } finally {
      for (const key of keys) if (this.last.get(key) === promise) this.last.delete(key);
      resolve();
    }
  }
}
