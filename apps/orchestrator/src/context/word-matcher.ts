/** What words have in common at least to be of one kind: "reservar" and "reservado", but also "pay" and "payment". */
const SHORTEST_STEM = 3;
const STEM = 5;
const HAS_DIGIT = /\p{N}/u;

/** Finds wanted words among others, in whatever form they come. */
export class WordMatcher {
  /** By the first letters, so that most words of a text are told apart by one look. */
  private readonly byBeginning = new Map<string, string[]>();

  constructor(wanted: Iterable<string>) {
    for (const word of wanted) {
      const beginning = word.slice(0, SHORTEST_STEM);
      this.byBeginning.set(beginning, [...(this.byBeginning.get(beginning) ?? []), word]);
    }
  }

  /** The wanted words that `words` hold. */
  findIn(words: Iterable<string>): Set<string> {
    const found = new Set<string>();
    for (const word of words) {
      for (const wanted of this.byBeginning.get(word.slice(0, SHORTEST_STEM)) ?? []) {
        if (areOfOneKind(word, wanted)) found.add(wanted);
      }
    }
    return found;
  }
}

/** Numbers and codes are compared whole; other words by their beginning, as long as the shorter one has a stem. */
function areOfOneKind(one: string, other: string): boolean {
  if (one === other) return true;
  const length = Math.min(one.length, other.length, STEM);
  if (length < SHORTEST_STEM || HAS_DIGIT.test(one) || HAS_DIGIT.test(other)) return false;
  return one.slice(0, length) === other.slice(0, length);
}
