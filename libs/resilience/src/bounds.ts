/** Something that holds a bounded number of things at once and lets a bounded number wait. */
export interface Bound {
  name: string;
  atOnce: number;
  mayWait: number;
  read(): { underWay: number; waiting: number };
}

/** Those of one name together. */
export interface BoundState {
  name: string;
  atOnce: number;
  mayWait: number;
  underWay: number;
  waiting: number;
}

/** The bounds of this process, read when somebody looks: a gauge that is set at each call costs more than the bound. */
class Bounds {
  private readonly shown = new Set<WeakRef<object>>();
  private readonly bounds = new WeakMap<object, Bound>();

  /** Shows the bound for as long as `owner` is in use, or until the result is called. */
  show(owner: object, bound: Bound): () => void {
    const ref = new WeakRef(owner);
    this.shown.add(ref);
    this.bounds.set(owner, bound);
    return () => this.shown.delete(ref);
  }

  list(): BoundState[] {
    const sums = new Map<string, BoundState>();
    for (const ref of this.shown) {
      const owner = ref.deref();
      const bound = owner && this.bounds.get(owner);
      if (!bound) {
        this.shown.delete(ref);
        continue;
      }
      const { name, atOnce, mayWait } = bound;
      const { underWay, waiting } = bound.read();
      const sum = sums.get(name) ?? { name, atOnce: 0, mayWait: 0, underWay: 0, waiting: 0 };
      sum.atOnce += atOnce;
      sum.mayWait += mayWait;
      sum.underWay += underWay;
      sum.waiting += waiting;
      sums.set(name, sum);
    }
    return [...sums.values()];
  }
}

export const bounds = new Bounds();
