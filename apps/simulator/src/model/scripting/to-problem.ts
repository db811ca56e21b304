import type { ApiProblem } from '../api/api-problem.js';
import { type ProblemFault, problemFaults } from './fault-kinds.js';
import type { Fault } from './script.schema.js';

/** The error that a fault answers with, with the headers that its rule asks for. */
export function toProblem(kind: ProblemFault, { retryAfterS, shouldRetry }: Fault): ApiProblem {
  const problem: ApiProblem = problemFaults[kind];
  const headers = { ...problem.headers };
  if (retryAfterS === null) delete headers['retry-after'];
  if (typeof retryAfterS === 'number') headers['retry-after'] = `${retryAfterS}`;
  if (shouldRetry !== undefined) headers['x-should-retry'] = `${shouldRetry}`;
  return { ...problem, headers };
}
