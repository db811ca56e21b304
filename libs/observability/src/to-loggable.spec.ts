import pg from 'pg';
import { AppError } from '#libs/errors';
import { toLoggable } from './to-loggable.js';

const CANARY = 'canary +34600111222';

describe(toLoggable, () => {
  it('leaves harmless fields as they are', () => {
    const fields = {
      message: 'turn done',
      turnId: 'a1',
      count: 3,
      ok: true,
      none: null,
      at: new Date(0),
      parts: [{ index: 0 }, 2],
    };
    expect(toLoggable(fields)).toEqual(fields);
  });

  it.each([
    'authorization',
    'Authorization',
    'token',
    'accessToken',
    'access_token',
    'verify-token',
    'secret',
    'appSecret',
    'password',
    'apiKey',
    'api_key',
    'body',
    'text',
    'caption',
    'content',
    'prompt',
    'waId',
    'wa_id',
    'bsuid',
    'phone',
    'phoneNumber',
    'name',
    'profile',
  ])('never shows what stands under %s, wherever that is', (key) => {
    const hidden = { [key]: CANARY };
    const fields = {
      ...hidden,
      a: hidden,
      b: { c: { d: hidden } },
      list: [hidden, [hidden]],
      object: { [key]: hidden },
    };
    expect(JSON.stringify(toLoggable(fields))).not.toContain('canary');
    expect(toLoggable({ ...hidden, other: CANARY })).toEqual({ [key]: '[redacted]', other: CANARY }); // the control
  });

  it('does not change what it was given', () => {
    const fields = { text: 'hola', inner: { text: 'hola' } };
    toLoggable(fields);
    expect(fields).toEqual({ text: 'hola', inner: { text: 'hola' } });
  });

  it('does not follow cycles, nor print bytes', () => {
    const cycle: Record<string, unknown> = { bytes: Buffer.from('canary') };
    cycle['self'] = cycle;
    const line = JSON.stringify(toLoggable(cycle));
    expect(line).toContain('[deep]');
    expect(line).not.toContain('canary');
  });

  describe('an error', () => {
    const describeOf = (error: unknown) => toLoggable({ err: error })['err'] as Record<string, unknown>;

    it('of ours says its reason, its message and where', () => {
      const error = new AppError('NOT_FOUND', { message: 'no such turn', metadata: { turn: 'a1', name: CANARY } });
      expect(describeOf(error)).toEqual({
        type: 'AppError',
        reason: 'NOT_FOUND',
        metadata: { turn: 'a1', name: '[redacted]' },
        message: 'no such turn',
        stack: expect.stringMatching(/^\s+at .*to-loggable\.spec/) as string,
      });
    });

    it('of Postgres keeps to itself the values that it quotes', () => {
      const cause = Object.assign(new pg.DatabaseError(`invalid input syntax for type uuid: "${CANARY}"`, 1, 'error'), {
        code: '23505',
        detail: `Key (wa_id)=(${CANARY}) already exists.`,
        where: CANARY,
        constraint: 'contacts_wa_id_key',
      });
      const described = describeOf(new AppError('INTERNAL', { cause }));
      expect(described['cause']).toMatchObject({
        type: 'DatabaseError',
        code: '23505',
        constraint: 'contacts_wa_id_key',
      });
      expect(JSON.stringify(described)).not.toContain('canary');
    });

    it('that quotes its input does not say what that was', () => {
      const parse = () => {
        try {
          return JSON.parse(CANARY) as unknown;
        } catch (error) {
          return error;
        }
      };
      expect(JSON.stringify(describeOf(parse()))).not.toContain('canary');
      expect(describeOf(parse())).toMatchObject({ type: 'SyntaxError' });
    });

    it('of the system says what a person needs to find it', () => {
      const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), {
        code: 'ECONNREFUSED',
        syscall: 'connect',
        address: '127.0.0.1',
        port: 1,
        path: CANARY,
      });
      expect(describeOf(error)).toEqual({
        type: 'Error',
        message: 'connect ECONNREFUSED 127.0.0.1:1',
        code: 'ECONNREFUSED',
        syscall: 'connect',
        address: '127.0.0.1',
        port: 1,
        stack: expect.any(String) as string,
      });
    });

    it('is described wherever it stands, with all its causes', () => {
      const error = new TypeError('outer', { cause: new RangeError('inner', { cause: 'a string' }) });
      expect(toLoggable({ failures: [error] })['failures']).toMatchObject([
        { type: 'TypeError', message: 'outer', cause: { type: 'RangeError', message: 'inner', cause: 'a string' } },
      ]);
    });

    it('whose message has several lines leaves none of them in the stack', () => {
      expect(JSON.stringify(describeOf(new SyntaxError(`first\n${CANARY}\nthird`)))).not.toContain('canary');
    });
  });
});
