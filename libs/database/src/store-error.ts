import { AppError } from '#libs/errors';

/** SQLSTATE classes after which the same statement may succeed: conflict, connection, resources, shutdown, failover. */
const passing = /^(08|40|53|55P03|57P|25006)/;

/**
 * What a failed statement means to a caller: STORE_UNAVAILABLE when a repeat may help, whatever became of the statement
 * (a lost connection or a limit that fired says nothing about that), else INTERNAL. The driver's `detail`, which holds
 * values, stays in `cause` and is not copied into the message.
 */
export function toStoreError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  return new AppError(isSqlState && !passing.test(code) ? 'INTERNAL' : 'STORE_UNAVAILABLE', {
    message: isSqlState ? `statement failed with ${code}` : 'the database did not answer',
    cause: error,
  });
}
