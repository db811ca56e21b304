import { randomBytes } from 'node:crypto';

const processTag = randomBytes(12).toString('hex').toUpperCase();
let made = 0;

/** An opaque id that looks like Meta's and is safe in a path; no two are equal, in this process or another. */
export const newWamid = (): string => `wamid.HBgL${processTag}${(++made).toString(16).toUpperCase().padStart(12, '0')}`;
