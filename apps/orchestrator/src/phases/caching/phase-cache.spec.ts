import { randomUUID } from 'node:crypto';
import { Counter, Registry } from 'prom-client';
import { BuildsStage, phase } from '../../builds/builds.stage.js';
import { emptyUsage } from '../../builds/phase-outcome.js';
import type { OrchestratorConfig } from '../../orchestrator.config.js';
import { PhaseCacheRepository, phaseCacheRetention } from './phase-cache.repository.js';
import { type CacheEntry, PhaseCache } from './phase-cache.service.js';

const entry: CacheEntry = {
  output: { summary: 'Escrito.', score: 1e21, list: [0.1, -0, 'ñ'] },
  written: [{ path: 'index.html', sha256: 'a'.repeat(64), size: 3 }],
  deleted: [],
  usage: { ...emptyUsage, inputTokens: 70, outputTokens: 7, costMicros: 11 },
  messages: [],
};
const key = 'c'.repeat(64);

describe(PhaseCache, () => {
  const stage = new BuildsStage();
  let registry: Registry;
  const open = (config: Partial<OrchestratorConfig> = {}): PhaseCache => {
    registry = new Registry();
    const registers = [registry];
    return new PhaseCache(
      new PhaseCacheRepository(stage.database),
      { BUILD_CACHE_SECRET: 'sixteen characters', BUILD_CACHE_EXCLUDED: [], ...config } as OrchestratorConfig,
      new Counter({ name: 'hits', help: 'h', labelNames: ['cache_type'], registers }),
      new Counter({ name: 'misses', help: 'm', labelNames: ['cache_type', 'reason'], registers }),
    );
  };
  beforeAll(() => stage.open(), 60_000);
  afterEach(() => stage.sql('TRUNCATE phase_cache'));
  afterAll(() => stage.close());

  it('gives back what was kept, counted, with what it saves', async () => {
    const cache = open();
    expect(await cache.find(key)).toBeUndefined();
    await cache.keep(key, randomUUID(), entry);
    await cache.keep(key, randomUUID(), entry);
    expect(await cache.find(key)).toEqual({ ...entry, output: { ...entry.output, list: [0.1, 0, 'ñ'] } });
    expect(await registry.metrics()).toMatch(
      /hits\{cache_type="phase"\} 1\n[\s\S]*misses\{cache_type="phase",reason="absent"\} 1/,
    );
    expect(await stage.sql('SELECT saved_tokens::int, saved_micros::int FROM phase_cache')).toEqual([
      { saved_tokens: 77, saved_micros: 11 },
    ]);
  });

  it.each([
    ['its files', `UPDATE phase_cache SET entry = jsonb_set(entry, '{written,0,sha256}', '"${'b'.repeat(64)}"')`],
    ['its signature', `UPDATE phase_cache SET signature = sha256('x')`],
    ['its key', `UPDATE phase_cache SET key = sha256('other')`],
    ['everything but its key', `UPDATE phase_cache SET entry = '[]', signature = ''`],
  ])('takes an entry for none when somebody has changed %s, until it is kept again', async (_, statement) => {
    const cache = open();
    await cache.keep(key, randomUUID(), entry);
    await stage.sql(statement);
    const [row] = await stage.sql<{ key: string }>(`SELECT encode(key, 'hex') AS key FROM phase_cache`);
    expect(await cache.find(row!.key)).toBeUndefined();
    expect(await registry.metrics()).toContain('misses{cache_type="phase",reason="tampered"} 1');
    await cache.keep(row!.key, randomUUID(), entry);
    expect(await cache.find(row!.key)).toBeDefined();
  });

  it('knows nothing that was signed with another secret', async () => {
    await open({ BUILD_CACHE_SECRET: 'another secret of sixteen' }).keep(key, randomUUID(), entry);
    expect(await open().find(key)).toBeUndefined();
  });

  it('is closed without a secret, and to phases that must run', () => {
    expect(open().isOpenTo(phase('a'))).toBe(true);
    expect(open({ BUILD_CACHE_SECRET: undefined }).isOpenTo(phase('a'))).toBe(false);
    expect(open({ BUILD_CACHE_EXCLUDED: ['a'] }).isOpenTo(phase('a'))).toBe(false);
    expect(open().isOpenTo(phase('a', [], { cache: false }))).toBe(false);
    expect(open().isOpenTo(phase('a', [], { effect: 'external' }))).toBe(false);
  });

  it('finds many at once and keeps many at once', async () => {
    const cache = open();
    const keys = Array.from({ length: 120 }, (_, n) => `${n}`.padStart(64, '0'));
    await Promise.all(keys.map((one) => cache.keep(one, randomUUID(), entry)));
    expect((await Promise.all(keys.map((one) => cache.find(one)))).every(Boolean)).toBe(true);
  });

  it('drops what has not helped for long, and the ones that helped least recently beyond a number', async () => {
    const cache = open();
    const keys = Array.from({ length: 6 }, (_, n) => `${n}`.padStart(64, '0'));
    for (const one of keys) await cache.keep(one, randomUUID(), entry);
    await stage.sql(`UPDATE phase_cache SET last_hit_at = now() - interval '1 day' * (31 - 6 * get_byte(key, 31)) `);
    await cache.find(keys[0]!); // it helps again
    for (const { statement, days } of phaseCacheRetention(20, 3)) await stage.database.query(statement, [days, 100]);
    const left = await stage.sql<{ n: number }>('SELECT get_byte(key, 31) AS n FROM phase_cache ORDER BY 1');
    expect(left.map(({ n }) => n)).toEqual([0, 4, 5]);
  });
});
