import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { safeEqual } from '../webhook/safe-equal.js';

export interface Session {
  operator: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** A working day; a new token ends every session at once, because the key is made of it. */
export const SESSION_MS = 12 * 60 * 60 * 1_000;

const session = z.object({ operator: z.string(), expiresAt: z.number() });

/** Sessions that no store keeps: what the cookie says is signed, so that every replica can check it. */
export class SessionTokens {
  private readonly key: Buffer;

  constructor(consoleToken: string) {
    this.key = createHmac('sha256', consoleToken).update('parley console session').digest();
  }

  issue(operator: string, nowMs: number): string {
    const payload = Buffer.from(JSON.stringify({ operator, expiresAt: nowMs + SESSION_MS })).toString('base64url');
    return `${payload}.${this.sign(payload)}`;
  }

  /** Undefined for what this installation has not signed, and after its end. */
  read(token: string, nowMs: number): Session | undefined {
    const [payload = '', signature = ''] = token.split('.');
    if (!safeEqual(signature, this.sign(payload))) return undefined;
    const read = session.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return read.expiresAt > nowMs ? read : undefined;
  }

  private sign(payload: string): string {
    return createHmac('sha256', this.key).update(payload).digest('base64url');
  }
}
