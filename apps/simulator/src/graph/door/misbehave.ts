import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect } from '../../knobs/fault-rules.service.js';
import { breakOff, leaveUnanswered, resetConnection } from './break-connection.js';
import type { GraphAnswers } from './graph-answers.service.js';
import type { GraphCall, GraphResult } from './graph-call.js';
import { GraphError } from './graph-error.js';

const SLOW_MS = 3_000;
const TROUBLE = 131000;

interface Situation {
  call: GraphCall;
  effect: Effect | undefined;
  latencyMs: number;
  handle: () => GraphResult | Promise<GraphResult>;
  answers: GraphAnswers;
}

/** Serves one call with a delay and the ordered fault. @returns the body of the answer; never settles without one */
export async function misbehave(situation: Situation): Promise<unknown> {
  const { call, effect, latencyMs, handle, answers } = situation;
  if (latencyMs > 0) await sleep(latencyMs);
  if (!effect) return answers.give(call, await handle());
  return isBefore(effect) ? refuse(situation, effect) : spoil(situation, effect, await handle());
}

const isBefore = ({ effect }: Effect): boolean =>
  ['reset-before', 'hang', '5xx-before', 'graph-error', 'not-found'].includes(effect);

const noAnswer = (): Promise<never> => new Promise(() => undefined);

/** Faults of which nothing comes. */
function refuse({ call, answers }: Situation, effect: Effect): unknown {
  const truth = { effect: effect.effect };
  switch (effect.effect) {
    case 'reset-before':
      answers.withhold(call, truth);
      resetConnection(call.reply);
      return noAnswer();
    case 'hang':
      answers.withhold(call, truth);
      leaveUnanswered(call.reply);
      return noAnswer();
    case 'not-found':
      void call.reply.status(404);
      return '';
    default:
      return answers.give(call, toGraphError(effect), truth);
  }
}

/** Faults that hide a success. A call that was refused anyway is answered as usual. */
async function spoil({ call, answers }: Situation, effect: Effect, result: GraphResult): Promise<unknown> {
  if (result instanceof GraphError) return answers.give(call, result);
  const truth = { effect: effect.effect, accepted: result };
  switch (effect.effect) {
    case 'drop-after-accept':
      answers.withhold(call, truth);
      resetConnection(call.reply);
      return noAnswer();
    case 'hang-after-accept':
      answers.withhold(call, truth);
      leaveUnanswered(call.reply);
      return noAnswer();
    case 'truncate':
      answers.withhold(call, truth);
      breakOff(call.reply, result);
      return noAnswer();
    case '5xx-after':
      return answers.give(call, toGraphError(effect), truth);
    default:
      await sleep(effect.delayMs ?? SLOW_MS);
      return answers.give(call, result, truth);
  }
}

function toGraphError({ effect, code = TROUBLE, subcode, httpStatus, retryAfterSeconds }: Effect): GraphError {
  const status = httpStatus ?? (effect === 'graph-error' ? undefined : 500);
  return new GraphError(code, undefined, { subcode, httpStatus: status, retryAfterSeconds });
}
