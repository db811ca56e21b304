import { type Attempt, type Ruling, WINDOW_MS, type Windows } from './attempt.js';

const MAX_PEOPLE = 20_000;

interface Window {
  endsAtMs: number;
  counted: number;
  told: Set<Attempt['mode']>;
  rulings: Map<string, Ruling>;
}

/** Windows of this process alone, for the time that Redis is away. Bounded: the person unseen for longest is forgotten. */
export class MemoryWindows implements Windows {
  private readonly people = new Map<string, Window>();

  constructor(
    private readonly limit: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async rule(attempts: readonly Attempt[]): Promise<Ruling[]> {
    return attempts.map((attempt) => this.ruleOne(attempt));
  }

  private ruleOne({ person, message, mode }: Attempt): Ruling {
    const window = this.windowOf(person);
    const ruling = window.rulings.get(message) ?? this.decide(window, mode);
    if (ruling !== 'refused') window.rulings.set(message, ruling);
    return ruling;
  }

  private decide(window: Window, mode: Attempt['mode']): Ruling {
    if (mode === 'count' && window.counted < this.limit) {
      window.counted += 1;
      return 'allowed';
    }
    if (window.told.has(mode)) return 'refused';
    window.told.add(mode);
    return 'told';
  }

  private windowOf(person: string): Window {
    const known = this.people.get(person);
    const isOpen = known !== undefined && known.endsAtMs > this.now();
    const window = isOpen
      ? known
      : { endsAtMs: this.now() + WINDOW_MS, counted: 0, told: new Set<Attempt['mode']>(), rulings: new Map() };
    this.people.delete(person);
    this.people.set(person, window); // now the youngest
    if (this.people.size > MAX_PEOPLE) this.people.delete(this.people.keys().next().value!);
    return window;
  }
}
