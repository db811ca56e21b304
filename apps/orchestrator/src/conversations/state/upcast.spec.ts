import { AppError } from '#libs/errors';
import { patchSchema, SCHEMA, sessionSchema } from './session.schema.js';
import { type Migration, patchMigrations, sessionMigrations, upcast } from './upcast.js';

describe(upcast, () => {
  const chain: Record<number, Migration> = {
    1: ({ who, ...rest }) => ({ ...rest, agent: who }),
    2: (older) => ({ ...older, phase: '' }),
  };

  it('takes what is old through every schema in between', () => {
    expect(upcast({ schema: 1, who: 'commerce' }, chain, 3)).toEqual({ schema: 3, agent: 'commerce', phase: '' });
    expect(upcast({ schema: 2, agent: 'commerce' }, chain, 3)).toEqual({ schema: 3, agent: 'commerce', phase: '' });
  });

  it('leaves what is current as it is', () => {
    const current = { schema: 3, agent: 'commerce' };
    expect(upcast(current, chain, 3)).toBe(current);
  });

  it('refuses what a newer replica has written with an error that makes the turn wait', () => {
    const read = () => upcast({ schema: 4 }, chain, 3);
    expect(read).toThrow(new AppError('STATE_TOO_NEW'));
    expect(new AppError('STATE_TOO_NEW').retryable).toBe(true);
  });

  it.each([null, 'text', 7, [], {}, { schema: '2' }, { schema: 1.5 }, { schema: -1 }])(
    'leaves %j to the validator',
    (value) => {
      expect(upcast(value, chain, 3)).toBe(value);
    },
  );

  it.each([
    ['sessions', sessionMigrations, sessionSchema, 1],
    ['patches', patchMigrations, patchSchema, 0],
  ] as const)('has a migration of %s from every earlier schema', (_, migrations, _schema, first) => {
    const earlier = Array.from({ length: SCHEMA - first }, (_, index) => `${first + index}`);
    expect(Object.keys(migrations)).toEqual(earlier);
  });

  it('makes a patch of a turn that was answered before there were any', () => {
    const patch = upcast({ schema: 0, agent: 'concierge', language: 'pt', at: 5 }, patchMigrations);
    expect(patchSchema.parse(patch)).toMatchObject({ speaker: 'concierge', locale: 'pt', at: 5 });
  });
});
