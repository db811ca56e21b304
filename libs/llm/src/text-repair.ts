/**
 * Makes pieces of a text safe to be encoded and stored one by one: half of a character at the end of a piece waits for
 * its other half, one that stays alone becomes U+FFFD, and NUL, which Postgres cannot store, is dropped.
 */
export class TextRepair {
  private held = '';

  /** What can be passed on now. */
  push(piece: string): string {
    const text = this.held + piece;
    this.held = '';
    if (text.isWellFormed() && !text.includes('\0')) return text;
    const end = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length;
    this.held = text.slice(end);
    return text.slice(0, end).replaceAll('\0', '').toWellFormed();
  }

  /** What was still waiting. */
  end(): string {
    return this.held.toWellFormed();
  }
}

const isHighSurrogate = (code: number): boolean => (code & 0xfc00) === 0xd800;
