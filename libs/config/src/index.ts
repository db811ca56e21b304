export { exitOnConfigError } from './exit-on-config-error.js';
export { findExecutable } from './find-executable.js';
export { numberedSecrets, type SecretSource } from './numbered-secrets.js';
export { prefixedVariables } from './prefixed-variables.js';
export { peerTlsVariables, processConfig, type ProcessConfig } from './process-config.js';
export { CONFIG_EXIT_CODE, ConfigError, readConfig } from './read-config.js';
export { readOrExit } from './read-or-exit.js';
export { count, flag, list, port, target, url } from './variables.js';
