import { randomBytes } from 'node:crypto';

/** An opaque id in the shape of Meta's; no two are equal. */
export const newWamid = (): string => `wamid.HBgL${randomBytes(27).toString('base64')}`;
