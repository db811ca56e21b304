import { AppError, toAppError } from './app-error.js';

describe(AppError.name, () => {
  it('is an error whose reason is its message until someone says more', () => {
    expect(new AppError('NOT_FOUND')).toMatchObject({ name: 'AppError', message: 'NOT_FOUND', metadata: {} });
    expect(new AppError('NOT_FOUND', { message: 'no such turn' }).message).toBe('no such turn');
    expect(new AppError('NOT_FOUND')).toBeInstanceOf(Error);
  });

  it('knows from the catalogue whether a repeat helps, and the rest', () => {
    expect(new AppError('PEER_UNAVAILABLE').retryable).toBe(true);
    expect(new AppError('INVALID_MESSAGE').retryable).toBe(false);
    expect(new AppError('INVALID_MESSAGE').spec).toEqual({ grpc: 3, http: 400, retryable: false, log: 'warn' });
  });

  it('keeps what it was made of', () => {
    const cause = new Error('below');
    expect(new AppError('INTERNAL', { cause, metadata: { field: 'content' } })).toMatchObject({
      cause,
      metadata: { field: 'content' },
    });
  });
});

describe(toAppError, () => {
  it('keeps an AppError as it is', () => {
    const error = new AppError('AGENT_BUSY', { metadata: { agent: 'concierge' } });
    expect(toAppError(error)).toBe(error);
  });

  it.each([new TypeError('a bug'), 'a string', undefined, null, { reason: 'NOT_FOUND' }])(
    'takes anything else as INTERNAL and keeps it as the cause: %p',
    (thrown) => {
      expect(toAppError(thrown)).toMatchObject({ reason: 'INTERNAL', message: 'INTERNAL', retryable: false });
      expect(toAppError(thrown).cause).toBe(thrown);
    },
  );
});
