import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { AppError } from '#libs/errors';

/** SQLSTATE classes after which the same statement may succeed: conflict, connection, resources, limits, shutdown, failover. */
const passing = /^(08|40|53|55P03|57|25006)/;

/** Names of errors that are a mistake in our own code rather than something that happened on the way to the server. */
const mistake = /^(Type|Range|Reference|Syntax)Error$/;

/**
 * What a failed statement means to a caller: STORE_UNAVAILABLE when a repeat may help, whatever became of the statement
 * (a lost connection or a limit that fired says nothing about that), else INTERNAL. What the driver says, which holds
 * values, stays in `cause` and is not copied into the message.
 */
export function toStoreError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (cause instanceof pg.DatabaseError) {
    const reason = passing.test(cause.code ?? '') ? 'STORE_UNAVAILABLE' : 'INTERNAL';
    return new AppError(reason, { message: `statement failed with ${cause.code}`, cause });
  }
  if (!(cause instanceof Error) || mistake.test(cause.name)) return new AppError('INTERNAL', { cause });
  return new AppError('STORE_UNAVAILABLE', { message: 'the database did not answer', cause });
}
