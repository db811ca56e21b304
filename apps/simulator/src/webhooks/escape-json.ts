/** JSON the way Meta writes and signs it: every UTF-16 unit above U+007F as \uxxxx with lowercase hex. */
export const escapeJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
