/** A text of a server as a terminal may show it: what is invisible, or moves the cursor, is spelled out. */
export const toPlain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Cs}]/gu, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);
