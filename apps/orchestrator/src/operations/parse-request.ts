import { z } from 'zod';
import { AppError } from '#libs/errors';

/**
 * What an operator asks, checked at the edge: no text of it holds U+0000 either, which Postgres stores nowhere.
 * @throws AppError INVALID_REQUEST that names the field
 */
export function parseRequest<S extends z.ZodType>(schema: S, request: unknown): z.infer<S> {
  const parsed = schema.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(issue?.path.join('.') ?? '', issue?.message);
  }
  const withNul = Object.entries(parsed.data ?? {}).find(([, value]) => typeof value === 'string' && /\0/.test(value));
  if (withNul) throw refuse(withNul[0], 'expected a text without U+0000');
  return parsed.data;
}

const refuse = (field: string, message: string | undefined): AppError =>
  new AppError('INVALID_REQUEST', { message, metadata: { field } });

export const conversationId = z.guid('expected the id of a conversation');
export const operatorName = z.string().trim().min(1, 'expected a name').max(100, 'expected at most 100 characters');
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 printable characters without spaces');
/** 0 means the usual size. */
export const pageSize = z
  .number()
  .int()
  .min(0, 'expected at least 0')
  .max(200, 'expected at most 200')
  .transform((size) => size || 50);
