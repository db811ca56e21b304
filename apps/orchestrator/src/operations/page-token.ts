import { z } from 'zod';
import { AppError } from '#libs/errors';

/** The last row of a page, by which the next one begins: rows that come or move meanwhile neither repeat nor hide others. */
export interface Place {
  /** As Postgres writes it, to the microsecond. */
  at: string;
  id: string;
}

const placeSchema = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,15}(Z|[+-]\d\d(:\d\d)?)$/),
  z.string().min(1).max(300),
]);

export const toPageToken = ({ at, id }: Place): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** Undefined for the first page. @throws AppError INVALID_REQUEST for a token that is not ours */
export function readPageToken(token: string): Place | undefined {
  if (token === '') return undefined;
  try {
    const [at, id] = placeSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return { at, id };
  } catch (cause) {
    throw new AppError('INVALID_REQUEST', { message: 'not a page token', metadata: { field: 'page_token' }, cause });
  }
}
