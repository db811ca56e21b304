/** The newest `capacity` entries, each under a number that never repeats. */
export class RingBuffer<T> {
  private readonly slots: T[] = [];
  private added = 0;
  private firstKept = 0;

  constructor(private readonly capacity: number) {}

  /** Entries ever added; also the number of the newest one, which starts at 1. */
  get total(): number {
    return this.added;
  }

  add(entry: T): void {
    this.slots[this.added % this.capacity] = entry;
    this.added += 1;
  }

  /** What is kept and newer than number `after`, oldest first. */
  *since(after = 0): Generator<{ seq: number; entry: T }> {
    const oldest = Math.max(after, this.firstKept, this.added - this.capacity);
    for (let index = oldest; index < this.added; index += 1) {
      yield { seq: index + 1, entry: this.slots[index % this.capacity]! };
    }
  }

  /** Forgets the entries; numbers go on. */
  clear(): void {
    this.slots.length = 0;
    this.firstKept = this.added;
  }
}
