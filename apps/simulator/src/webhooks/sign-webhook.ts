import { createHmac } from 'node:crypto';

/** The value of `X-Hub-Signature-256` for exactly these bytes. */
export const signWebhook = (secret: string, bytes: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
