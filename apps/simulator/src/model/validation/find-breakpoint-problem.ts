import { type ApiProblem, badRequest } from '../api/api-problem.js';
import type { Block, CacheControl, MessageRequest } from '../wire/message-request.js';

const breakpointLimit = 4;

/** Number, form and order of the cache breakpoints. */
export function findBreakpointProblem(request: MessageRequest): ApiProblem | undefined {
  const marks: CacheControl[] = [];
  let last: Pick<Block, 'cache_control'> | undefined;
  const visit = (block: Pick<Block, 'cache_control'>) => {
    last = block;
    if (block.cache_control) marks.push(block.cache_control);
  };
  request.tools?.forEach(visit);
  if (Array.isArray(request.system)) request.system.forEach(visit);
  for (const { content } of request.messages) {
    if (typeof content === 'string') last = {};
    else content.forEach(visit);
  }
  const automatic = request.cache_control;
  if (automatic) {
    const explicit = last?.cache_control;
    if (explicit && ttlOf(explicit) !== ttlOf(automatic)) {
      return badRequest('cache_control: the last block already has a breakpoint with a different ttl');
    }
    if (!explicit) marks.push(automatic);
  }
  if (marks.length > breakpointLimit) {
    return badRequest(
      `A maximum of ${breakpointLimit} blocks with cache_control may be provided. Found ${marks.length}.`,
    );
  }
  if (marks.some(({ type, ttl }) => type !== 'ephemeral' || !['5m', '1h', undefined].includes(ttl))) {
    return badRequest("cache_control: Input should be of type 'ephemeral' with ttl '5m' or '1h'");
  }
  const lifetimes = marks.map(ttlOf);
  return lifetimes.lastIndexOf('1h') > lifetimes.indexOf('5m') && lifetimes.includes('5m')
    ? badRequest("cache_control: a ttl='1h' block must not come after a ttl='5m' block")
    : undefined;
}

const ttlOf = ({ ttl }: CacheControl): '5m' | '1h' => ttl ?? '5m';
