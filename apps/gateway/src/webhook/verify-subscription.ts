import { safeEqual } from './safe-equal.js';

/**
 * The challenge to answer when Meta subscribes to this address, or undefined to refuse. Each parameter has to be there
 * exactly once; the challenge is bounded text that no browser takes for a page.
 */
export function verifySubscription(query: unknown, verifyToken: string): string | undefined {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query as Record<string, unknown>;
  const isKnown = safeEqual(typeof token === 'string' ? token : '', verifyToken) && typeof token === 'string';
  const isAsked = mode === 'subscribe' && typeof challenge === 'string' && /^[\w-]{1,128}$/.test(challenge);
  return isKnown && isAsked ? challenge : undefined;
}
