import { AppError } from '#libs/errors';
import { refusesRequest } from './refuses-request.js';

describe(refusesRequest, () => {
  const misconfigured = (type?: string) => new AppError('MODEL_MISCONFIGURED', { metadata: type ? { type } : {} });

  it.each(['invalid_request_error', 'request_too_large'])('is true of %s', (type) =>
    expect(refusesRequest(misconfigured(type))).toBe(true),
  );

  it('blames no file for what is wrong with us, with the model, or with the way there', () => {
    for (const type of ['authentication_error', 'permission_error', 'not_found_error', undefined])
      expect(refusesRequest(misconfigured(type))).toBe(false);
    const overloaded = new AppError('MODEL_OVERLOADED', { metadata: { type: 'invalid_request_error' } });
    for (const error of [overloaded, new AppError('PEER_UNAVAILABLE'), new Error('x'), undefined])
      expect(refusesRequest(error)).toBe(false);
  });
});
