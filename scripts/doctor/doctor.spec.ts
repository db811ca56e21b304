import { type Answered, troubleOf } from './ask.ts';
import { readDeployment } from './deployment.ts';
import type { Finding } from './finding.ts';
import { judgeModel, judgeNumber, judgeSecrets, judgeSites, judgeWebhook } from './judge-outside.ts';
import { judgeQueues, judgeService, judgeVersions } from './judge-services.ts';
import { judgeClocks, judgeDatabase, judgeRedis } from './judge-stores.ts';
import { report } from './report.ts';

const answer = (status: number, body = ''): Answered => ({ status, body, skewMs: 0 });
const trouble = { trouble: 'nothing listens there (ECONNREFUSED)' };
const levels = (findings: readonly Finding[]) => findings.map(({ level }) => level);

describe('what the doctor says about stores', () => {
  const known = ['A1', 'B2'];
  const facts = { applied: known, skewMs: 0, unsafe: [] };

  it.each<[string, Parameters<typeof judgeDatabase>[1], string[], RegExp]>([
    ['all is there', facts, ['well'], /2 migrations/],
    ['nothing answers', trouble, ['fault'], /cannot be reached: nothing listens/],
    ['a migration has not run', { ...facts, applied: ['A1'] }, ['fault'], /1 of 2 .* B2/],
    ['a newer version was here', { ...facts, applied: [...known, 'C3'] }, ['warning'], /C3/],
    ['commits may be lost', { ...facts, unsafe: ['fsync=off'] }, ['fault'], /fsync=off/],
  ])('of Postgres where %s', (_, given, expected, words) => {
    const findings = judgeDatabase('notifier', given, known);
    expect(levels(findings)).toEqual(expected);
    expect(findings[0]!.says).toMatch(words);
  });

  it('of Postgres where this version has not been built: not that there are no migrations', () => {
    const findings = judgeDatabase('notifier', facts, undefined);
    expect(levels(findings)).toEqual(['warning']);
    expect(findings[0]).toMatchObject({ says: expect.stringMatching(/not been built/) as string });
    expect(levels(judgeDatabase('notifier', { ...facts, unsafe: ['fsync=off'] }, undefined))).toEqual([
      'fault',
      'warning',
    ]);
  });

  it('of Redis', () => {
    expect(judgeRedis({ skewMs: 0, policy: 'noeviction' }).level).toBe('well');
    expect(judgeRedis({ skewMs: 0, policy: 'allkeys-lru' }).level).toBe('warning');
    expect(judgeRedis(trouble)).toMatchObject({
      level: 'fault',
      advice: expect.stringContaining('REDIS_URL') as string,
    });
  });

  it.each([
    [{ redis: 900, gateway: undefined }, 'well', /1 clocks agree/],
    [{ redis: 900, gateway: -7_000 }, 'warning', /gateway is 7 s behind/],
    [{ redis: 61_000 }, 'fault', /redis is 61 s ahead/],
  ])('of clocks %j', (skews, level, words) => {
    expect(judgeClocks(skews)).toMatchObject({ level, says: expect.stringMatching(words) as string });
  });
});

describe('what the doctor says about services', () => {
  const metricsOf = (...lines: string[]) => answer(200, lines.join('\n'));
  const facts = (ready: Answered, metrics = metricsOf()) => ({ service: 'agents', url: 'http://a', ready, metrics });

  it('names the check that keeps one from serving', () => {
    const body = JSON.stringify({ error: { postgres: { status: 'down', reason: 'STORE_UNAVAILABLE' } } });
    expect(judgeService(facts(answer(503, body))).says).toContain('postgres (STORE_UNAVAILABLE)');
    expect(judgeService(facts(answer(200))).level).toBe('well');
    expect(levels([facts(trouble), facts(answer(404))].map(judgeService))).toEqual(['fault', 'fault']);
  });

  it('compares versions', () => {
    const saying = (version: string) =>
      facts(answer(200), metricsOf(`parley_info{version="${version}",service="agents"} 1`));
    expect(judgeVersions([saying('1.0.0'), saying('1.0.0')], '1.0.0').level).toBe('well');
    expect(judgeVersions([saying('1.0.0'), saying('1.1.0')], '1.0.0').level).toBe('warning');
    expect(judgeVersions([saying('1.0.0')], '1.1.0').level).toBe('warning');
    expect(judgeVersions([facts(trouble)], '1.0.0').level).toBe('warning');
  });

  it.each([
    [['work_due{table="inbox"} 3', 'work_oldest_due_seconds{table="inbox"} 4'], ['well']],
    [['work_oldest_due_seconds{table="inbox",service="o"} 400'], ['fault']],
    [['work_set_aside{table="inbox"} 2'], ['warning']],
    [['notifier_duplicate_sends_total{service="n"} 1'], ['fault']],
    [['notifier_unknown_age_seconds 1000'], ['fault']],
    [[], []],
  ])('of queues that say %j', (lines, expected) => {
    expect(levels(judgeQueues([facts(answer(200), metricsOf(...lines))]))).toEqual(expected);
  });
});

describe('what the doctor says about the outside', () => {
  const hook = {
    url: 'http://g/webhooks/whatsapp',
    handshake: answer(200, 'c'),
    challenge: 'c',
    forged: answer(401),
    signed: answer(200),
  };

  it.each<[string, Partial<Parameters<typeof judgeWebhook>[0]>, string[]]>([
    ['answers as it should', {}, ['well']],
    ['cannot be reached', { forged: trouble }, ['fault']],
    ['takes what nobody signed', { forged: answer(200) }, ['fault']],
    ['answers the handshake with another word', { handshake: answer(200, 'x') }, ['fault']],
    ['has another verify token', { handshake: answer(403) }, ['fault']],
    ['has another app secret', { signed: answer(401) }, ['fault']],
    ['cannot be asked everything', { handshake: undefined, signed: undefined }, ['warning', 'warning']],
  ])('of a webhook that %s', (_, given, expected) => {
    expect(levels(judgeWebhook({ ...hook, ...given }))).toEqual(expected);
  });

  it.each<[Parameters<typeof judgeNumber>[1], string, RegExp]>([
    [answer(200), 'well', /knows it/],
    ['no token', 'fault', /no access token/],
    [answer(401, '{"error":{"code":190}}'), 'fault', /refuses the access token/],
    [answer(400, '{"error":{"code":100}}'), 'fault', /does not know this number/],
    [answer(500, 'no JSON'), 'fault', /answered 500/],
    [trouble, 'fault', /cannot be reached/],
  ])('of a number: %j', (given, level, words) => {
    expect(judgeNumber('1', given)).toMatchObject({ level, says: expect.stringMatching(words) as string });
  });

  it('of the model', () => {
    const all = [answer(200), answer(401), answer(429), answer(500), trouble];
    const one = all.flatMap((given) => judgeModel([{ name: 'ANTHROPIC_API_KEY', answer: given }]));
    expect(levels(one)).toEqual(['well', 'fault', 'warning', 'fault', 'fault']);
    expect(levels(judgeModel([]))).toEqual(['fault']);
  });

  it('of each key of the model: one that is refused is a fault only where no other is taken', () => {
    const keys = (...statuses: number[]) =>
      judgeModel(statuses.map((status, n) => ({ name: `ANTHROPIC_API_KEY_${n + 1}`, answer: answer(status) })));
    expect(levels(keys(200, 401))).toEqual(['well', 'warning']);
    expect(levels(keys(403, 401))).toEqual(['fault', 'fault']);
    expect(keys(200, 401)[1]).toMatchObject({
      about: 'model (ANTHROPIC_API_KEY_2)',
      advice: expect.stringContaining('ANTHROPIC_API_KEY_2') as string,
    });
  });

  it('of sites', () => {
    const at = 'https://sites.example';
    expect(judgeSites(at, answer(404), 'https://chat.example').level).toBe('well');
    expect(judgeSites(at, answer(200), at).level).toBe('fault');
    expect(judgeSites(at, trouble, 'https://chat.example').level).toBe('fault');
    expect(judgeSites(undefined, undefined, at).level).toBe('warning');
  });

  it('of secrets says which are short and never what they are', () => {
    const short = judgeSecrets({ CONSOLE_TOKEN: 'short', OTHER: 'x'.repeat(16), UNSET: undefined }, true);
    expect(short).toMatchObject({ level: 'fault', says: 'CONSOLE_TOKEN has fewer than 16 characters' });
    expect(judgeSecrets({ CONSOLE_TOKEN: 'short' }, false).level).toBe('warning');
    expect(judgeSecrets({ CONSOLE_TOKEN: 'x'.repeat(16) }, true).level).toBe('well');
  });
});

describe('the doctor', () => {
  it('reads where things are from what the services are told', () => {
    const { databases, services, whatsapp, model, secrets } = readDeployment({
      DATABASE_URL: 'postgres://all',
      NOTIFIER_DATABASE_URL: 'postgres://notifier',
      AGENTS_OPS_URL: 'http://agents:9100',
      WHATSAPP_ACCESS_TOKEN: 'one',
      WHATSAPP_ACCESS_TOKENS: '7:seven',
      WHATSAPP_PHONE_NUMBER_ID: '5, 7',
      WHATSAPP_API_URL: 'http://graph/',
      ANTHROPIC_API_KEY_10: 'ten',
      ANTHROPIC_API_KEY_2: 'two, other',
      ANTHROPIC_API_KEY: 'one',
      ANTHROPIC_API_KEYS: 'none of them',
      ANSWER_CACHE_SECRET: 'short',
    });
    expect(model.keys.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'ANTHROPIC_API_KEY one',
      'ANTHROPIC_API_KEY_2 two',
      'ANTHROPIC_API_KEY_2[1] other',
      'ANTHROPIC_API_KEY_10 ten',
    ]);
    expect(judgeSecrets(secrets, true)).toMatchObject({
      says: expect.stringMatching(/^ANSWER_CACHE_SECRET/) as string,
    });
    expect(Object.fromEntries(databases.map(({ service, url }) => [service, url]))).toMatchObject({
      gateway: 'postgres://all',
      notifier: 'postgres://notifier',
    });
    expect(services).toContainEqual({ service: 'agents', url: 'http://agents:9100' });
    expect(services).toContainEqual({ service: 'gateway', url: 'http://127.0.0.1:9101' });
    expect(whatsapp.numbers.map((number) => [number, whatsapp.tokenOf(number)])).toEqual([
      ['5', 'one'],
      ['7', 'seven'],
    ]);
    expect(whatsapp.url).toBe('http://graph/v25.0');
  });

  it('says why something cannot be reached, without what errors quote', () => {
    const refused = Object.assign(new Error('connect postgres://me:secret@db'), { code: 'ECONNREFUSED' });
    expect(troubleOf(new TypeError('fetch failed', { cause: refused }))).toBe('nothing listens there (ECONNREFUSED)');
    expect(troubleOf(new Error('Command timed out'))).toBe('no answer in time');
    expect(troubleOf(new Error('secret'))).toBe('Error');
  });

  it('says each part in a line, what to do below it, and the sum', () => {
    expect(report([{ about: 'redis', level: 'well', says: 'answers' }])).toBe('✓ redis: answers\n\nAll is well.\n');
    expect(
      report([
        { about: 'a', level: 'fault', says: 'broke', advice: 'mend it' },
        { about: 'b', level: 'warning', says: 'is odd', advice: 'look' },
      ]),
    ).toBe('✗ a: broke\n    mend it\n! b: is odd\n    look\n\n1 fault, 1 to look at.\n');
  });
});
