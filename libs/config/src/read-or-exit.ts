import type { z } from 'zod';
import { exitOnConfigError } from './exit-on-config-error.js';
import { readConfig } from './read-config.js';

/** Like readConfig for the start of a process: prints all problems in one message and ends with exit code 78. */
export function readOrExit<S extends z.ZodObject>(schema: S): Readonly<z.infer<S>> {
  try {
    return readConfig(schema);
  } catch (error) {
    return exitOnConfigError(error);
  }
}
