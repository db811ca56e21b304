import { randomBytes } from 'node:crypto';

/** An opaque id that looks like Meta's and is safe in a path; no two are equal. */
export const newWamid = (): string => `wamid.HBgL${randomBytes(20).toString('hex').toUpperCase()}`;
