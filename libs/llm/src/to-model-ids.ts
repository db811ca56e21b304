import type { ModelAlias } from './model-aliases.js';
import type { ModelConfig } from './model-variables.js';

export const toModelIds = (config: ModelConfig): Record<ModelAlias, string> => ({
  router: config.MODEL_ROUTER,
  standard: config.MODEL_STANDARD,
  strong: config.MODEL_STRONG,
});
