import type { z } from 'zod';
import { CONFIG_EXIT_CODE, ConfigError, readConfig } from './read-config.js';

/** Like readConfig for the start of a process: prints all problems in one message and ends with exit code 78. */
export function readOrExit<S extends z.ZodObject>(schema: S): Readonly<z.infer<S>> {
  try {
    return readConfig(schema);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(CONFIG_EXIT_CODE);
  }
}
