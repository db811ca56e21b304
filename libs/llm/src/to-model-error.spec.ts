import { inspect } from 'node:util';
import { APIError } from '@anthropic-ai/sdk';
import { toModelError } from './to-model-error.js';

describe(toModelError, () => {
  const refused = (status: number, type: string, message: string) =>
    toModelError(APIError.generate(status, { type: 'error', error: { type, message } }, undefined, new Headers()));

  it('tells a limit that the account has set itself from a request that is wrong', () => {
    const limit = 'You have reached your specified API usage limits. You will regain access on 2026-12-01.';
    expect(refused(400, 'invalid_request_error', limit).reason).toBe('MODEL_SPEND_LIMIT');
    const wrong = refused(400, 'invalid_request_error', 'Could not process image');
    expect(wrong).toMatchObject({ reason: 'MODEL_MISCONFIGURED', metadata: { type: 'invalid_request_error' } });
  });

  it('passes on no words of the API', () => {
    const error = refused(400, 'invalid_request_error', 'the person wrote: marzipan');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('marzipan');
  });
});
