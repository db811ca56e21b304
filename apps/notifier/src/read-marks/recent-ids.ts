/** Remembers ids for a while, and never more than `max` of them. */
export class RecentIds {
  private readonly seenAt = new Map<string, number>();

  constructor(
    private readonly forMs: number,
    private readonly max: number,
  ) {}

  /** True the first time. */
  add(id: string, now = performance.now()): boolean {
    const seenAt = this.seenAt.get(id);
    if (seenAt !== undefined && now - seenAt < this.forMs) return false;
    this.seenAt.delete(id); // so that it moves to the end
    this.seenAt.set(id, now);
    if (this.seenAt.size > this.max) this.seenAt.delete(this.seenAt.keys().next().value!);
    return true;
  }
}
