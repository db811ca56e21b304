import { readConfig } from '#libs/config';
import { notifierConfig } from './notifier.config.js';

const needed = {
  DATABASE_URL: 'postgres://notifier@127.0.0.1/parley',
  REDIS_URL: 'redis://127.0.0.1:6379',
  WHATSAPP_ACCESS_TOKEN: 'token',
};
const read = (env: Record<string, string> = {}) => readConfig(notifierConfig, { ...needed, ...env });

describe('the configuration of the notifier', () => {
  it('needs three variables and knows the rest', () => {
    expect(read()).toMatchObject({
      WHATSAPP_API_URL: 'https://graph.facebook.com',
      WHATSAPP_API_VERSION: 'v25.0',
      OPS_PORT: 9105,
      GRPC_PORT: 50055,
      QUIET_PERIOD_MS: 90_000,
      NUMBER_RATE_PER_SECOND: 80,
      RETENTION_DAYS: 30,
    });
  });

  it('names all that is missing or wrong at once, and no value', () => {
    const env = {
      WHATSAPP_ACCESS_TOKEN: 'two words',
      WHATSAPP_API_VERSION: '25',
      RETENTION_DAYS: '7',
      SENDS_IN_FLIGHT: '0',
    };
    const problems = () => readConfig(notifierConfig, env);
    for (const name of ['DATABASE_URL', 'REDIS_URL', ...Object.keys(env)]) expect(problems).toThrow(name);
    expect(problems).not.toThrow('two words');
  });

  it.each([
    ['QUIET_PERIOD_MS', { QUIET_PERIOD_MS: '75999' }],
    ['QUIET_PERIOD_MS', { SEND_TIMEOUT_MS: '30000' }],
    ['HOL_MAX_MS', { HOL_MAX_MS: '90000' }],
    ['UNKNOWN_MAX_MS', { UNKNOWN_MAX_MS: '119999' }],
    ['LEASE_TTL_MS', { LEASE_TTL_MS: '5999' }],
  ])('keeps the times of the protocol in their order: %s with %j', (name, env) => {
    expect(() => read(env)).toThrow(`${name}: expected`);
  });

  it('takes a token for each number by commas or lines, with or without one for all', () => {
    const { WHATSAPP_ACCESS_TOKEN: _, ...rest } = needed;
    const config = readConfig(notifierConfig, { ...rest, WHATSAPP_ACCESS_TOKENS: '1001:EAA, 1002:E:B\n1003:C' });
    expect([...config.WHATSAPP_ACCESS_TOKENS!]).toEqual([
      ['1001', 'EAA'],
      ['1002', 'E:B'],
      ['1003', 'C'],
    ]);
  });

  it('leaves menus alone unless it is told a language, for all numbers or for one', () => {
    expect(read().WHATSAPP_MENU_LANGUAGE).toEqual({ otherwise: 'none', byNumber: new Map() });
    expect(read({ WHATSAPP_MENU_LANGUAGE: 'es, 1001:pt,1002:none' }).WHATSAPP_MENU_LANGUAGE).toEqual({
      otherwise: 'es',
      byNumber: new Map([
        ['1001', 'pt'],
        ['1002', 'none'],
      ]),
    });
    for (const wrong of ['fr', '1001:fr', 'x:es', 'es:pt', '1001:es:pt', 'es,'])
      expect(() => read({ WHATSAPP_MENU_LANGUAGE: wrong })).toThrow('WHATSAPP_MENU_LANGUAGE: expected');
  });

  it('needs one or the other, and says so beside whatever else is missing', () => {
    expect(() => readConfig(notifierConfig, {})).toThrow(
      /DATABASE_URL: missing[^]*WHATSAPP_ACCESS_TOKEN: missing: a token/,
    );
    expect(() => readConfig(notifierConfig, { ...needed, WHATSAPP_ACCESS_TOKEN: '' })).toThrow(
      'WHATSAPP_ACCESS_TOKENS',
    );
  });

  it.each([
    ['an entry without a number', '1001:a,canary', 'entry 2: expected <phone number id>:<token>'],
    ['an entry without a token', '1001:', 'entry 1: expected <phone number id>:<token>'],
    ['a number that is none', 'x:canary', 'entry 1: expected <phone number id>:<token>'],
    ['a token that is none', '1001:canáry', 'entry 1: expected <phone number id>:<token>'],
    ['a number twice', '1001:a,1001:canary', 'entry 2: its number has a token already'],
    ['nothing', ',', 'expected <phone number id>:<token>'],
  ])('refuses %s by its place, and shows no token', (_, value, problem) => {
    const reading = () => read({ WHATSAPP_ACCESS_TOKENS: value });
    expect(reading).toThrow(`WHATSAPP_ACCESS_TOKENS: ${problem}`);
    expect(reading).not.toThrow(/can/);
  });
});
