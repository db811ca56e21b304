import type { IncomingHttpHeaders } from 'node:http';
import { isSignature } from './signature-verifier.js';

/** Meta's payloads reach 3 MB; a smaller limit would send a batch round for days. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024;

const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?;?\s*$/i;

/** The status with which a post is refused before its body is read, or undefined when it may be one of Meta's. */
export function refuseRequest(headers: IncomingHttpHeaders): 413 | 415 | 401 | undefined {
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES) return 413;
  // A compressed body would have to be unpacked before its signature is known
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return 415;
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return 415;
  return isSignature(headers['x-hub-signature-256']) ? undefined : 401;
}
