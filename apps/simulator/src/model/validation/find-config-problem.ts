import { type ApiProblem, badRequest } from '../api/api-problem.js';
import { type EmulatedModel, efforts } from '../catalogue/emulated-models.js';
import { isObject, type MessageRequest, toBlocks } from '../wire/message-request.js';
import { findSchemaProblem } from './find-schema-problem.js';

/** Thinking, effort, output format and pre-warming, as far as they depend on the model or on each other. */
export function findConfigProblem(
  request: MessageRequest,
  model: EmulatedModel,
  kind: 'create' | 'count',
): ApiProblem | undefined {
  const { effort, format } = request.output_config ?? {};
  if (effort && !efforts.includes(effort)) {
    return badRequest(`output_config.effort: Input should be ${efforts.map((name) => `'${name}'`).join(', ')}`);
  }
  if (format) {
    if (format.type !== 'json_schema' || !isObject(format.schema)) {
      return badRequest('output_config.format: Input should be a json_schema with its schema');
    }
    const problem = findSchemaProblem(format.schema, 'output_config.format.schema');
    if (problem) return problem;
    if (request.messages.some(({ content }) => toBlocks(content).some(wantsCitations))) {
      return badRequest('citations cannot be used together with output_config.format');
    }
  }
  if (kind === 'create' && request.max_tokens > model.outputTokens) {
    return badRequest(
      `max_tokens: ${request.max_tokens} > ${model.outputTokens}, which is the maximum number of output tokens for ${model.id}`,
    );
  }
  const isForced = request.tool_choice?.type === 'any' || request.tool_choice?.type === 'tool';
  if (kind === 'create' && request.max_tokens === 0 && (request.stream || format || isForced)) {
    return badRequest('max_tokens: 0 cannot be combined with stream, output_config.format or a forced tool');
  }
  return findThinkingProblem(request, model);
}

function findThinkingProblem(request: MessageRequest, model: EmulatedModel): ApiProblem | undefined {
  const { thinking } = request;
  if (!thinking) return undefined;
  if (!['adaptive', 'between_tools', 'disabled', 'enabled'].includes(thinking.type)) {
    return badRequest("thinking: Input tag should be 'adaptive', 'between_tools', 'disabled' or 'enabled'");
  }
  if (!model.thinkingTypes.includes(thinking.type)) {
    return badRequest(`thinking.type: "${thinking.type}" is not supported by ${model.id}`);
  }
  if (thinking.type === 'enabled') {
    const budget = thinking.budget_tokens;
    return Number.isInteger(budget) && budget! >= 1024 && budget! < request.max_tokens
      ? undefined
      : badRequest('thinking.enabled.budget_tokens: at least 1024 and below max_tokens');
  }
  if (thinking.budget_tokens !== undefined) {
    return badRequest(`thinking.${thinking.type}.budget_tokens: Extra inputs are not permitted`);
  }
  if (thinking.type === 'adaptive') return undefined;
  const extra = Object.keys(thinking).find((field) => field !== 'type');
  if (extra) return badRequest(`thinking.${thinking.type}.${extra}: Extra inputs are not permitted`);
  const effort = request.output_config?.effort ?? model.defaultEffort;
  return efforts.indexOf(effort) <= efforts.indexOf(model.quietUpTo)
    ? undefined
    : badRequest(`thinking.type: "${thinking.type}" is not supported at effort "${effort}"`);
}

const wantsCitations = ({ citations }: { citations?: unknown }): boolean =>
  isObject(citations) && citations.enabled === true;
