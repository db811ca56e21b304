import { randomUUID } from 'node:crypto';

/** A random id that begins with the time, so that new rows stay together in their indexes. */
export function uuidV7(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
