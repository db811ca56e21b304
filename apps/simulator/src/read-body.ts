import { z } from 'zod';
import { AppError } from '#libs/errors';

/** The body of a control call. @throws AppError INVALID_REQUEST that says everything that is wrong */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new AppError('INVALID_REQUEST', { message: z.prettifyError(parsed.error) });
}
