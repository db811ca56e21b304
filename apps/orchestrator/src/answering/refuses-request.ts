import { AppError } from '#libs/errors';

const refusals = new Set(['invalid_request_error', 'request_too_large']);

/**
 * The model cannot work with what it was given, however often it is asked. With files in it they are the likely cause: their
 * first bytes were what they should be, and nobody here has looked at the rest.
 */
export const refusesRequest = (error: unknown): boolean =>
  error instanceof AppError && error.reason === 'MODEL_MISCONFIGURED' && refusals.has(error.metadata['type'] ?? '');
