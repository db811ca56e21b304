import { z } from 'zod';
import { AppError } from '#libs/errors';

const id = z.guid();

/** Ids of builds and of their events rise with time, so a page goes on from the last id of the one before. */
export const toIdToken = (last: string): string => Buffer.from(last).toString('base64url');

/** Undefined for the first page. @throws AppError INVALID_REQUEST for a token that is not ours */
export function readIdToken(token: string): string | undefined {
  if (token === '') return undefined;
  const read = id.safeParse(Buffer.from(token, 'base64url').toString());
  if (read.success) return read.data;
  throw new AppError('INVALID_REQUEST', { message: 'not a page token', metadata: { field: 'page_token' } });
}
