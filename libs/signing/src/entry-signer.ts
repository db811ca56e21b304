import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/**
 * Signs what a cache keeps, together with the key that it is kept under: whoever can write to the store can neither change
 * an entry nor move it to another key. HMAC-SHA256, hexadecimal.
 */
export class EntrySigner {
  constructor(private readonly secret: string) {}

  sign(key: string, entry: unknown): string {
    return createHmac('sha256', this.secret)
      .update(canonicalJson([key, entry]))
      .digest('hex');
  }

  holds(key: string, entry: unknown, signature: string): boolean {
    const expected = Buffer.from(this.sign(key, entry), 'hex');
    const given = Buffer.from(signature, 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
