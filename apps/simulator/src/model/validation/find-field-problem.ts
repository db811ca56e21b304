import { type ApiProblem, badRequest } from '../api/api-problem.js';
import { isObject } from '../wire/message-request.js';

const countFields = [
  'cache_control',
  'messages',
  'model',
  'output_config',
  'speed',
  'system',
  'thinking',
  'tool_choice',
  'tools',
];
const createFields = [
  ...countFields,
  'container',
  'diagnostics',
  'inference_geo',
  'max_tokens',
  'metadata',
  'service_tier',
  'stop_sequences',
  'stream',
];
const known = { count: new Set(countFields), create: new Set(createFields) };

/** Top-level fields: unknown ones (`temperature` among them), missing ones, wrong types. */
export function findFieldProblem(body: unknown, kind: 'create' | 'count'): ApiProblem | undefined {
  if (!isObject(body)) return badRequest('The request body is not valid JSON: an object is expected');
  if (body.thread !== undefined) {
    return badRequest('thread: this deployment keeps no conversations', { error_code: 'thread_unsupported_request' });
  }
  for (const field in body) {
    if (!known[kind].has(field)) return badRequest(`${field}: Extra inputs are not permitted`);
  }
  if (body.model === undefined) return badRequest('model: Field required');
  if (typeof body.model !== 'string' || !body.model) return badRequest('model: Input should be a valid string');
  if (kind === 'create') {
    if (body.max_tokens === undefined) return badRequest('max_tokens: Field required');
    if (!isWhole(body.max_tokens)) return badRequest('max_tokens: Input should be a valid integer, 0 or more');
    if (body.stream !== undefined && typeof body.stream !== 'boolean') {
      return badRequest('stream: Input should be a valid boolean');
    }
    if (!isStopSequences(body.stop_sequences)) {
      return badRequest('stop_sequences: each stop sequence must contain non-whitespace');
    }
  }
  if (body.messages === undefined) return badRequest('messages: Field required');
  if (!Array.isArray(body.messages)) return badRequest('messages: Input should be a valid list');
  if (body.tools !== undefined && !Array.isArray(body.tools)) return badRequest('tools: Input should be a valid list');
  for (const field of ['thinking', 'tool_choice', 'output_config', 'metadata']) {
    if (body[field] !== undefined && !isObject(body[field])) return badRequest(`${field}: Input should be an object`);
  }
  return undefined;
}

const isWhole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

const isStopSequences = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string' && item.trim().length > 0));
