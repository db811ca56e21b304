import { type ApiProblem, badRequest } from '../api/api-problem.js';
import type { EmulatedModel } from '../catalogue/emulated-models.js';
import { type Block, isObject, type MessageRequest, toBlocks, type Turn } from '../wire/message-request.js';

const roles = new Set(['user', 'assistant', 'system']);
const messageLimit = 100_000;

/** Roles, content blocks, prefill, and the pairing of tool calls with their results. */
export function findMessageProblem({ system, messages }: MessageRequest, model: EmulatedModel): ApiProblem | undefined {
  const systemProblem = findSystemProblem(system);
  if (systemProblem) return systemProblem;
  if (messages.length === 0) return badRequest('messages: at least one message is required');
  if (messages.length > messageLimit) return badRequest(`messages: at most ${messageLimit} messages are allowed`);
  for (const [index, turn] of messages.entries()) {
    const problem = findTurnProblem(turn, `messages.${index}`) ?? findPairingProblem(messages, index);
    if (problem) return problem;
  }
  if (messages[0]!.role !== 'user') return badRequest('messages: first message must use the "user" role');
  if (messages.at(-1)!.role === 'assistant' && !model.prefills) {
    return badRequest(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  return undefined;
}

function findSystemProblem(system: unknown): ApiProblem | undefined {
  if (system === undefined || typeof system === 'string') return undefined;
  if (!Array.isArray(system)) return badRequest('system: Input should be a valid string or list');
  for (const [index, block] of (system as Block[]).entries()) {
    if (!isObject(block) || block.type !== 'text') return badRequest(`system.${index}: Input should be a text block`);
    const problem = findTextProblem(block, 'system');
    if (problem) return problem;
  }
  return undefined;
}

function findTurnProblem(turn: Turn, at: string): ApiProblem | undefined {
  if (!isObject(turn)) return badRequest(`${at}: Input should be an object`);
  if (!roles.has(turn.role)) return badRequest(`${at}.role: Input should be 'user', 'assistant' or 'system'`);
  const { role, content }: Turn = turn;
  if (typeof content === 'string') {
    return content.length > 0 ? undefined : badRequest(`${at}: user messages must have non-empty content`);
  }
  if (!Array.isArray(content)) return badRequest(`${at}.content: Input should be a valid string or list`);
  if (content.length === 0 && role !== 'assistant') {
    return badRequest(`${at}: user messages must have non-empty content`);
  }
  for (const [index, block] of content.entries()) {
    const problem = findBlockProblem(block, role, `${at}.content.${index}`);
    if (problem) return problem;
  }
  return undefined;
}

function findBlockProblem(block: Block, role: Turn['role'], at: string): ApiProblem | undefined {
  if (!isObject(block) || typeof block.type !== 'string') return badRequest(`${at}.type: Field required`);
  switch (block.type) {
    case 'text':
      if (role === 'user' && Array.isArray(block.citations) && block.citations.length > 0) {
        return badRequest(`${at}.citations: Extra inputs are not permitted`);
      }
      return findTextProblem(block, 'messages');
    case 'document':
      return role === 'assistant'
        ? badRequest(`${at}: document blocks are not allowed in assistant messages`)
        : undefined;
    case 'tool_use':
      if (role !== 'assistant') return badRequest(`${at}: tool_use blocks can only be in assistant messages`);
      if (!block.id || !block.name) return badRequest(`${at}: tool_use blocks need an id and a name`);
      return isObject(block.input) ? undefined : badRequest(`${at}.input: Input should be a valid dictionary`);
    case 'tool_result':
      if (role !== 'user') return badRequest(`${at}: tool_result blocks can only be in user messages`);
      return block.tool_use_id ? undefined : badRequest(`${at}.tool_use_id: Field required`);
    case 'thinking':
    case 'redacted_thinking':
      return role === 'assistant' ? undefined : badRequest(`${at}: thinking blocks can only be in assistant messages`);
    case 'image':
      return undefined;
    default:
      return badRequest(`${at}: Input tag '${block.type}' does not match any of the expected tags`);
  }
}

function findTextProblem({ text, cache_control }: Block, where: string): ApiProblem | undefined {
  if (typeof text !== 'string') return badRequest(`${where}: text: Field required`);
  if (text === '' && cache_control) return badRequest(`${where}: cache_control cannot be set for empty text blocks`);
  if (text === '') return badRequest(`${where}: text content blocks must be non-empty`);
  if (text.trim() === '') return badRequest(`${where}: text content blocks must contain non-whitespace text`);
  return undefined;
}

/** Each tool call is answered by the next message, and each result answers a call of the message before. */
function findPairingProblem(messages: Turn[], index: number): ApiProblem | undefined {
  const turn = messages[index]!;
  if (typeof turn.content === 'string') return undefined;
  const at = `messages.${index}`;
  if (turn.role === 'assistant') {
    const calls = turn.content.filter(({ type }) => type === 'tool_use').map(({ id }) => id!);
    if (calls.length === 0) return undefined;
    if (new Set(calls).size < calls.length) return badRequest(`${at}: tool_use ids must be unique`);
    const next = messages[index + 1];
    const answered = new Set(next ? toBlocks(next.content).map(({ tool_use_id }) => tool_use_id) : []);
    const open = calls.filter((id) => !answered.has(id));
    return open.length === 0
      ? undefined
      : badRequest(
          `${at}: tool_use ids were found without tool_result blocks immediately after: ${open.join(', ')}. ` +
            'Each tool_use block must have a corresponding tool_result block in the next message.',
        );
  }
  const results = turn.content.filter(({ type }) => type === 'tool_result');
  if (results.length === 0) return undefined;
  const previous = messages[index - 1];
  const calls = new Set(previous?.role === 'assistant' ? toBlocks(previous.content).map(({ id }) => id) : []);
  const stray = results.find(({ tool_use_id }) => !calls.has(tool_use_id));
  if (stray) {
    return badRequest(
      `${at}: unexpected tool_use_id found in tool_result blocks: ${stray.tool_use_id}. Each tool_result block must ` +
        'have a corresponding tool_use block in the previous message.',
    );
  }
  const firstOther = turn.content.findIndex(({ type }) => type !== 'tool_result');
  return firstOther >= 0 && firstOther < results.length
    ? badRequest(`${at}: tool_result blocks must come first in the content, text after them`)
    : undefined;
}
