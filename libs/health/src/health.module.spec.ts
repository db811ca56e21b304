import { Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { until } from '#libs/testing';
import { healthNotes } from './health-notes.js';
import { HealthModule } from './health.module.js';
import { Lifecycle } from './lifecycle.js';
import { Readiness } from './readiness.js';

describe(HealthModule.name, () => {
  const ill = new Set<string>();
  const check = (name: string) => ({
    inject: [Settings],
    useFactory: ({ prefix }: Settings) => ({
      name: `${prefix}${name}`,
      check: async () => {
        if (ill.has(name)) throw new Error(`${name} is away`);
      },
    }),
  });
  class Settings {
    prefix = 'own ';
  }
  @Module({ providers: [Settings], exports: [Settings] })
  class SettingsModule {}

  let app: NestFastifyApplication;
  let lifecycle: Lifecycle;
  beforeEach(async () => {
    ill.clear();
    const checks = HealthModule.forService(check('database'), check('disk'));
    const imports = [{ module: SettingsModule, global: true }, checks];
    const module = await Test.createTestingModule({ imports }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    lifecycle = app.get(Lifecycle);
    await app.init();
  });
  afterEach(() => app.close());

  const probe = async (name: string) => {
    const { statusCode, body } = await app.inject(`/health/${name}`);
    return { statusCode, ...(JSON.parse(body) as { error: object; details: object }) };
  };
  const statuses = async () =>
    Object.fromEntries(
      await Promise.all(['live', 'startup', 'ready'].map(async (name) => [name, (await probe(name)).statusCode])),
    ) as Record<string, number>;

  it('answers the three probes in each state of the process', async () => {
    expect(await statuses()).toEqual({ live: 200, startup: 503, ready: 503 });
    lifecycle.serve();
    expect(await statuses()).toEqual({ live: 200, startup: 200, ready: 200 });
    lifecycle.drain();
    expect(await statuses()).toEqual({ live: 200, startup: 200, ready: 503 });
  });

  it('names what is ill, and says why, at the third look', async () => {
    lifecycle.serve();
    await probe('ready');
    ill.add('database');
    expect(await statuses()).toMatchObject({ ready: 200 });
    expect(await statuses()).toMatchObject({ ready: 200 });
    expect(await probe('ready')).toMatchObject({
      statusCode: 503,
      error: { 'own database': { status: 'down', reason: 'database is away' } },
      details: { serving: { status: 'up' }, 'own disk': { status: 'up' } },
    });
    ill.clear();
    expect(await statuses()).toMatchObject({ ready: 200 });
  });

  it('tells what parts of the process have to say, which makes nobody ill', async () => {
    lifecycle.serve();
    const hide = healthNotes.show('model', () => ({ spending: 'stopped' }));
    expect(await probe('ready')).toMatchObject({ statusCode: 200, details: { model: { spending: 'stopped' } } });
    hide();
    expect((await probe('ready')).details).not.toHaveProperty('model');
  });

  it('says that it drains apart from what is ill', async () => {
    lifecycle.serve();
    await probe('ready');
    lifecycle.drain();
    expect(await probe('ready')).toMatchObject({
      error: { serving: { status: 'down' } },
      details: { 'own disk': { status: 'up' } },
    });
    expect((await probe('ready')).error).not.toHaveProperty('own disk');
  });

  it('is not ready when it was never well', async () => {
    ill.add('disk');
    lifecycle.serve();
    expect(await probe('ready')).toMatchObject({ statusCode: 503, error: { 'own disk': { status: 'down' } } });
  });

  it('tells who cannot ask what the probe would answer, at the third look too, and for the last time when it drains', async () => {
    const heard: boolean[] = [];
    const hears = (isReady: boolean) => until(() => heard.at(-1) === isReady);
    lifecycle.serve();
    app.get(Readiness).watch((isReady) => heard.push(isReady), 5);
    await hears(true);
    ill.add('database');
    const before = heard.length;
    await hears(false);
    expect(heard.length - before).toBeGreaterThanOrEqual(3);
    ill.clear();
    await hears(true);
    lifecycle.drain();
    expect(heard.at(-1)).toBe(false);
    const last = heard.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toHaveLength(last);
  });

  it('stays alive when everything else is ill', async () => {
    ['database', 'disk'].forEach((name) => ill.add(name));
    expect(await statuses()).toEqual({ live: 200, startup: 503, ready: 503 });
  });

  it('keeps probes out of caches', async () => {
    expect((await app.inject('/health/ready')).headers['cache-control']).toContain('no-store');
  });
});
