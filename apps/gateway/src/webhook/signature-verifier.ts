import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

const SHAPE = /^sha256=([0-9a-f]{64})$/i;

/** Can this be the header of a signed webhook? Asked before the body is read; two headers arrive joined and cannot. */
export const isSignature = (header: unknown): header is string => typeof header === 'string' && SHAPE.test(header);

/** Tells whether WhatsApp signed exactly these bytes, with any of the app's secrets. */
export class SignatureVerifier {
  private readonly keys: KeyObject[];

  constructor(secrets: readonly string[]) {
    this.keys = secrets.map((secret) => createSecretKey(Buffer.from(secret)));
  }

  /** Takes the same time for every wrong signature: all secrets are tried, and digests have one length. */
  verify(body: Uint8Array, header: unknown): boolean {
    if (!isSignature(header)) return false;
    const claimed = Buffer.from(header.slice('sha256='.length), 'hex');
    let isSigned = false;
    for (const key of this.keys) {
      const digest = createHmac('sha256', key).update(body).digest();
      isSigned = timingSafeEqual(digest, claimed) || isSigned;
    }
    return isSigned;
  }
}
