import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Effect } from '../knobs/fault-rules.service.js';
import { breakOff, leaveUnanswered, resetConnection } from './break-connection.js';
import type { GraphAnswers } from './graph-answers.service.js';
import type { GraphCall } from './graph-call.js';
import { GraphError } from './graph-error.js';

/** The caller gets nothing through the usual way. */
export const NO_ANSWER = Symbol('no answer');

const SLOW_MS = 3_000;
const TROUBLE = 131000;

interface Situation {
  call: GraphCall;
  reply: FastifyReply;
  effect: Effect | undefined;
  latencyMs: number;
  handle: () => Promise<unknown>;
  answers: GraphAnswers;
}

/** Serves one call with a delay and the ordered fault. @returns the body of the answer, or NO_ANSWER */
export async function misbehave(situation: Situation): Promise<unknown> {
  const { call, reply, effect, latencyMs, handle, answers } = situation;
  if (latencyMs > 0) await sleep(latencyMs);
  if (!effect) return answers.give(call, reply, await handle());
  return isBefore(effect) ? refuse(situation, effect) : spoil(situation, effect, await handle());
}

const isBefore = ({ effect }: Effect): boolean =>
  ['reset-before', 'hang', '5xx-before', 'graph-error', 'not-found'].includes(effect);

/** Faults of which nothing comes. */
function refuse({ call, reply, answers }: Situation, effect: Effect): unknown {
  const truth = { effect: effect.effect };
  switch (effect.effect) {
    case 'reset-before':
      answers.withhold(call, truth);
      resetConnection(reply);
      return NO_ANSWER;
    case 'hang':
      answers.withhold(call, truth);
      leaveUnanswered(reply);
      return NO_ANSWER;
    case 'not-found':
      void reply.status(404);
      return '';
    default:
      return answers.give(call, reply, toGraphError(effect), truth);
  }
}

/** Faults that hide a success. A call that was refused anyway is answered as usual. */
async function spoil({ call, reply, answers }: Situation, effect: Effect, result: unknown): Promise<unknown> {
  if (result instanceof GraphError) return answers.give(call, reply, result);
  const truth = { effect: effect.effect, accepted: result };
  switch (effect.effect) {
    case 'drop-after-accept':
      answers.withhold(call, truth);
      resetConnection(reply);
      return NO_ANSWER;
    case 'hang-after-accept':
      answers.withhold(call, truth);
      leaveUnanswered(reply);
      return NO_ANSWER;
    case 'truncate':
      answers.withhold(call, truth);
      breakOff(reply, result);
      return NO_ANSWER;
    case '5xx-after':
      return answers.give(call, reply, toGraphError(effect), truth);
    default:
      await sleep(effect.delayMs ?? SLOW_MS);
      return answers.give(call, reply, result, truth);
  }
}

function toGraphError({ effect, code = TROUBLE, subcode, httpStatus, retryAfterSeconds }: Effect): GraphError {
  const status = httpStatus ?? (effect === 'graph-error' ? undefined : 500);
  return new GraphError(code, undefined, { subcode, httpStatus: status, retryAfterSeconds });
}
