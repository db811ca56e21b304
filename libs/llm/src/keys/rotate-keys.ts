import type Anthropic from '@anthropic-ai/sdk';
import type { ModelKeys } from './model-keys.js';

type Middleware = NonNullable<NonNullable<ConstructorParameters<typeof Anthropic>[0]>['middleware']>[number];

/** The API does not take this key: wrong or revoked, unpaid, or not allowed to do this. A 429 is never among them. */
const refusals: readonly number[] = [401, 402, 403];

/**
 * Signs a request with the key in use. A request that was refused because of its key is made again with the next one:
 * nothing of it was done, so this repeats no call, and each key is tried once at most.
 */
export const rotateKeys =
  (keys: ModelKeys): Middleware =>
  async (request, next) => {
    const tried = new Set<string>();
    for (let key = keys.current(); ;) {
      tried.add(key);
      request.headers.set('authorization', `Bearer ${key}`);
      const response = await next(request);
      if (!refusals.includes(response.status)) return response;
      await keys.refuse(key, response.status);
      key = keys.current();
      if (tried.has(key)) return response;
      await response.text(); // gives its connection back
    }
  };
