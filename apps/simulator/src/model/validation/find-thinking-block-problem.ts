import { readSignature, signPrefix } from '../accounting/thinking-signature.js';
import { type ApiProblem, badRequest } from '../api/api-problem.js';
import type { EmulatedModel } from '../catalogue/emulated-models.js';
import type { MessageRequest } from '../wire/message-request.js';

/**
 * Thinking blocks must come back as they were, behind the same tools, system prompt and messages. Blocks of another
 * model are ignored, as the API ignores them.
 */
export function findThinkingBlockProblem(request: MessageRequest, model: EmulatedModel): ApiProblem | undefined {
  if (!model.bindsThinking) return undefined;
  for (const [index, { role, content }] of request.messages.entries()) {
    if (role !== 'assistant' || typeof content === 'string') continue;
    for (const [position, block] of content.entries()) {
      if (block.type !== 'thinking') continue;
      const at = `messages.${index}.content.${position}`;
      const signed = readSignature(block.signature ?? '');
      if (!signed) return badRequest(`${at}: Invalid \`signature\` in \`thinking\` block`);
      if (signed.line !== model.line) continue;
      if (signed.thinking !== (block.thinking ?? '').length) {
        return badRequest(`${at}: \`thinking\` blocks in the latest assistant message cannot be modified`);
      }
      if (signed.prefix !== signPrefix(request, index)) {
        return badRequest(`${at}: Invalid signature in thinking block: it belongs to a different conversation`);
      }
    }
  }
  return undefined;
}
