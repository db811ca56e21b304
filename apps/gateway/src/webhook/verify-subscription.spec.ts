import { verifySubscription } from './verify-subscription.js';

describe(verifySubscription, () => {
  const good = { 'hub.mode': 'subscribe', 'hub.verify_token': 'token-1', 'hub.challenge': '1158201444' };

  it('answers with the challenge', () => {
    expect(verifySubscription(good, 'token-1')).toBe('1158201444');
  });

  it.each([
    ['a wrong token', { ...good, 'hub.verify_token': 'token-2' }],
    ['the beginning of the token', { ...good, 'hub.verify_token': 'token' }],
    ['no token', { ...good, 'hub.verify_token': undefined }],
    ['the token twice', { ...good, 'hub.verify_token': ['token-1', 'token-1'] }],
    ['no mode', { ...good, 'hub.mode': undefined }],
    ['another mode', { ...good, 'hub.mode': 'unsubscribe' }],
    ['the mode twice', { ...good, 'hub.mode': ['subscribe', 'subscribe'] }],
    ['no challenge', { ...good, 'hub.challenge': undefined }],
    ['the challenge twice', { ...good, 'hub.challenge': ['1', '2'] }],
    ['an empty challenge', { ...good, 'hub.challenge': '' }],
    ['markup for a challenge', { ...good, 'hub.challenge': '<script>alert(1)</script>' }],
    ['a challenge that is too long', { ...good, 'hub.challenge': 'a'.repeat(129) }],
    ['nothing', {}],
  ])('refuses %s', (_, query) => {
    expect(verifySubscription(query, 'token-1')).toBeUndefined();
  });

  it('does not take a missing token for an empty one', () => {
    expect(verifySubscription({ ...good, 'hub.verify_token': undefined }, '')).toBeUndefined();
  });
});
