import type { z } from 'zod';

/** The names of the members that do not fit, never their values. */
export const problemsOf = (error?: z.ZodError): string =>
  [...new Set(error?.issues.map(({ path }) => path.join('.') || 'item'))].join(', ');
