import { type ApiProblem, notFound } from '../api/api-problem.js';
import type { EmulatedModel } from '../catalogue/emulated-models.js';
import type { MessageRequest } from '../wire/message-request.js';
import { findBreakpointProblem } from './find-breakpoint-problem.js';
import { findConfigProblem } from './find-config-problem.js';
import { findFieldProblem } from './find-field-problem.js';
import { findMessageProblem } from './find-message-problem.js';
import { findThinkingBlockProblem } from './find-thinking-block-problem.js';
import { findToolProblem } from './find-tool-problem.js';

export type Validated =
  { problem: ApiProblem } | { problem?: undefined; request: MessageRequest; model: EmulatedModel };

/** Refuses what the API would refuse. `count` is for count_tokens, which needs no `max_tokens`. */
export function validateRequest(
  body: unknown,
  kind: 'create' | 'count',
  findModel: (id: string) => EmulatedModel | undefined,
): Validated {
  const fieldProblem = findFieldProblem(body, kind);
  if (fieldProblem) return { problem: fieldProblem };
  const request = body as MessageRequest;
  const model = findModel(request.model);
  if (!model) return { problem: notFound(`model: ${request.model}`) };
  const problem =
    findMessageProblem(request, model) ??
    findToolProblem(request, model) ??
    findConfigProblem(request, model, kind) ??
    findBreakpointProblem(request) ??
    findThinkingBlockProblem(request, model);
  return problem ? { problem } : { request, model };
}
