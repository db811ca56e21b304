import { AppError } from '#libs/errors';
import { CONFIG_EXIT_CODE, ConfigError } from './read-config.js';

/** The end of a start that no restart mends: prints all problems in one message and exits with code 78; throws the rest on. */
export function exitOnConfigError(error: unknown): never {
  const isMisconfigured = error instanceof AppError && error.reason === 'MISCONFIGURED';
  if (!isMisconfigured && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(CONFIG_EXIT_CODE);
}
