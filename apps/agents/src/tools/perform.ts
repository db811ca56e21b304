import { Logger } from '@nestjs/common';
import { AppError, toAppError } from '#libs/errors';
import type { ToolContext, ToolEffect } from './tool.js';
import { ToolError } from './tool-error.js';

/** Above the limit of a statement, so that a slow database is told apart from a slow tool. */
const patienceMs = 8_000;

const logger = new Logger('Tools');

/**
 * Does a tool's work within its deadline, also if it does not look at its signal.
 * @throws ToolError for what the model should know, AppError DEADLINE_EXCEEDED after the deadline, or the reason of the run's end
 */
export async function perform<T, C extends ToolContext>(
  work: (context: C) => Promise<T>,
  context: C,
  timeoutMs = patienceMs,
): Promise<T> {
  const controller = new AbortController();
  const end = (reason: unknown) => controller.abort(reason);
  const onRunEnd = () => end(context.signal.reason);
  const timer = setTimeout(() => end(new AppError('DEADLINE_EXCEEDED', { message: 'a tool is too slow' })), timeoutMs);
  if (context.signal.aborted) onRunEnd();
  context.signal.addEventListener('abort', onRunEnd);
  try {
    const { signal } = controller;
    signal.throwIfAborted();
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(toAppError(signal.reason)));
    });
    return await Promise.race([work({ ...context, signal }), ended]);
  } finally {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', onRunEnd);
  }
}

/** What the model is told when a tool has failed. What is nobody's business but ours is logged, here and only here. */
export function explain(thrown: unknown, tool: string, effect: ToolEffect): { error: string; message: string } {
  if (thrown instanceof ToolError) return { error: thrown.code, message: thrown.message, ...thrown.details };
  const error = toAppError(thrown);
  logger[error.spec.log]({ message: 'a tool failed', tool, reason: error.reason, err: error });
  if (!error.retryable) return { error: 'internal', message: 'This does not work at the moment. Do not try it again.' };
  if (effect === 'read') return { error: 'unavailable', message: 'This cannot be looked up at the moment.' };
  const message = 'It is not known whether this was done. Calling it once more with the same arguments is safe.';
  return { error: 'unknown_result', message };
}
