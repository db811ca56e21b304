export { LlmModule } from './llm.module.js';
export { type ModelAlias, modelAliases } from './model-aliases.js';
export { type ModelConfig, modelVariables } from './model-variables.js';
export type { ModelFile, ModelPrompt, ModelRound, ModelTool, ModelToolCall, ModelToolResult } from './model-prompt.js';
export type { ModelCall } from './model-call.js';
export { costMicrosOf } from './model-prices.js';
export { ModelService } from './model.service.js';
export { type ModelAnswer, type ModelUsage } from './read-answer.js';
