import type { ModelConfig } from './model-variables.js';

/** What agents name instead of an id: ids, prices and lifetimes of models change, roles stay. */
export const modelAliases = ['router', 'standard', 'strong'] as const;

export type ModelAlias = (typeof modelAliases)[number];

export const toModelIds = (config: ModelConfig): Record<ModelAlias, string> => ({
  router: config.MODEL_ROUTER,
  standard: config.MODEL_STANDARD,
  strong: config.MODEL_STRONG,
});
