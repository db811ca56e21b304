/**
 * The words of a run over several rounds. They are passed on as they come; what a round says that an earlier one has said
 * already, word for word, is left out.
 */
export class AnswerText {
  private readonly earlier: string[] = [];
  /** What this round has said so far. */
  private round = '';
  /** What of it waits, because it may be a repetition. */
  private held = '';
  private isHolding = false;
  hasWords = false;

  constructor(private readonly emit: (text: string) => void) {}

  push(text: string): void {
    this.round += text;
    if (!this.isHolding) return this.pass(text);
    this.held += text;
    const held = this.held.trimStart();
    if (this.earlier.some((said) => said.startsWith(held.trimEnd()))) return; // may still become one
    const repeated = this.earlier.find((said) => held.startsWith(said)) ?? '';
    this.release(held.slice(repeated.length).trimStart());
  }

  /** The next round begins. */
  next(): void {
    if (this.round.trim()) this.earlier.push(this.round.trim());
    this.earlier.sort((a, b) => b.length - a.length); // the longest repetition is the one to leave out
    this.round = '';
    this.held = '';
    this.isHolding = this.earlier.length > 0;
  }

  private release(text: string): void {
    if (!text) return;
    this.isHolding = false;
    this.pass(`\n\n${text}`);
  }

  private pass(text: string): void {
    this.hasWords ||= text.trim() !== '';
    this.emit(text);
  }

  /** Nothing more comes: what waits is passed on unless all of it was said before. */
  end(): void {
    if (!this.isHolding) return;
    const held = this.held.trim();
    // A beginning of something said before is a sentence of its own only if it is not the very same
    if (held && !this.earlier.includes(held)) this.release(held);
    this.held = '';
  }
}
