import type { EdgeName } from './edges.js';

export type CircuitState = 'closed' | 'half-open' | 'open';

/** What is shown of a breaker. */
export interface Watched {
  readonly state: CircuitState;
  /** When it opened; it stays that moment until the breaker has closed. */
  readonly since: Date | undefined;
}

/** One edge to one peer, as operators see it. */
export interface Circuit {
  edge: EdgeName;
  upstream: string;
  state: CircuitState;
  since?: Date;
}

interface Entry {
  edge: EdgeName;
  upstream: string;
  /** A client that is gone takes its breaker with it. */
  breakers: WeakRef<Watched>[];
}

const ranks: Record<CircuitState, number> = { closed: 0, 'half-open': 1, open: 2 };
/** More peers of one edge than this are not shown. */
const MOST_SHOWN = 200;

/** The breakers of this process. Those of the same edge and peer are shown as one, by the worst of them. */
class Circuits {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<(edge: EdgeName, upstream: string) => void>();

  add(edge: EdgeName, upstream: string, breaker: Watched): void {
    const key = `${edge} ${upstream}`;
    const known = this.entries.get(key)?.breakers.filter((ref) => ref.deref()) ?? [];
    this.entries.set(key, { edge, upstream, breakers: [...known, new WeakRef(breaker)] });
  }

  /** Calls `listener` at each opening, until the result is called. */
  onOpening(listener: (edge: EdgeName, upstream: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  noteOpening(edge: EdgeName, upstream: string): void {
    this.listeners.forEach((listener) => listener(edge, upstream));
  }

  /** All of them, those that let nothing through first. */
  list(): Circuit[] {
    const shown = new Map<EdgeName, number>();
    return [...this.entries.values()]
      .flatMap((entry) => worstOf(entry) ?? [])
      .sort((one, other) => ranks[other.state] - ranks[one.state])
      .filter(({ edge }) => {
        const count = (shown.get(edge) ?? 0) + 1;
        shown.set(edge, count);
        return count <= MOST_SHOWN;
      });
  }

  /** Those that do not let every call through. */
  disturbed(): Circuit[] {
    return this.list().filter(({ state }) => state !== 'closed');
  }
}

function worstOf({ edge, upstream, breakers }: Entry): Circuit | undefined {
  const alive = breakers.flatMap((ref) => ref.deref() ?? []);
  const [worst] = alive.sort((one, other) => ranks[other.state] - ranks[one.state]);
  return worst && { edge, upstream, state: worst.state, ...(worst.since && { since: worst.since }) };
}

export const circuits = new Circuits();
