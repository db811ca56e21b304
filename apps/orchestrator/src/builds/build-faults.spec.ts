import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { bakery, BuildsStage, outcomeOf, phase, workflowOf } from './builds.stage.js';

describe('builds and what may happen to them', () => {
  const stage = new BuildsStage();
  const { reach, request, sql, start, states, types } = stage;

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  /** After a collection of everything that nobody holds. */
  const heapUsed = (): number => {
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    return process.memoryUsage().heapUsed;
  };

  const never = () => new Promise<void>(() => {});

  it('end within two seconds of a cancel, on whichever replica they run', async () => {
    const one = await start();
    stage.runs['plan'] = never; // deaf to its signal
    const id = await one.engine.begin(request());
    await until(() => one.worker.inFlight === 1);
    const other = await start();
    const at = performance.now();
    const { state } = await other.engine.cancel(id, 'contact', 'no longer needed');
    expect(state).toBe('cancelled');
    await until(() => one.worker.inFlight === 0, 2_000);
    expect(performance.now() - at).toBeLessThan(2_000);
    expect(new Set(Object.values(await states(one, id)))).toEqual(new Set(['cancelled']));
    const [, cancelled] = await one.engine.events(id, 10);
    expect(cancelled).toMatchObject({ type: 'cancelled', by: 'contact', detail: 'no longer needed' });
    await one.engine.cancel(id, 'contact'); // again changes nothing
    expect(await types(one, id)).toEqual(['started', 'cancelled']);
  });

  it('come to one end when a cancel and the end meet', async () => {
    const replica = await start();
    for (let round = 0; round < 10; round += 1) {
      stage.runs['deploy'] = () => sleep(1);
      const id = await replica.engine.begin(request());
      await until(async () => stage.ran.filter((name) => name === 'deploy').length === round + 1);
      await replica.engine.cancel(id, 'contact');
      const ends = (await types(replica, id)).filter((type) => type !== 'started');
      expect(ends).toHaveLength(1);
      const { state } = await replica.engine.get(id);
      expect(state).toBe(ends[0]);
      expect((await states(replica, id))['deploy']).toBe(state === 'done' ? 'done' : 'cancelled');
    }
  });

  it('go on elsewhere when a replica dies: what is recorded never runs again', async () => {
    const one = await start();
    stage.runs['code'] = never;
    const id = await one.engine.begin(request());
    await until(() => stage.ran.includes('code'));
    await one.kill();
    delete stage.runs['code'];
    const other = await start();
    const at = performance.now();
    await reach(other, id, 'done');
    expect(performance.now() - at).toBeLessThan(10_000);
    expect(stage.ran.filter((name) => name === 'code')).toHaveLength(2);
    expect(stage.ran).toHaveLength(6);
    expect(await types(other, id)).toEqual(['started', 'recovered', 'done']);
    const [event] = (await other.engine.events(id, 10)).slice(1);
    expect(event).toMatchObject({ phase: 'code', by: 'system' });
  });

  it('are not doubled by a replica that starts or stops beside a healthy one', async () => {
    const one = await start();
    bakery.phases.forEach(({ name }) => (stage.runs[name] = () => sleep(150)));
    const ids = await Promise.all(Array.from({ length: 5 }, () => one.engine.begin(request())));
    const other = await start();
    await sleep(200);
    await other.stop();
    for (const id of ids) await reach(one, id, 'done');
    const done = (await Promise.all(ids.map((id) => one.engine.phases(id)))).flat();
    expect(done.every(({ state, attempts }) => state === 'done' && attempts <= 1)).toBe(true);
  });

  it('take nothing from a zombie', async () => {
    const one = await start();
    let wake = (): void => {};
    stage.runs['plan'] = async ({ attempt }) => {
      await new Promise<void>((resolve) => (wake = resolve));
      return outcomeOf('plan', { output: { attempt } });
    };
    const id = await one.engine.begin(request({ workflow: workflowOf(phase('plan')) }));
    await until(() => stage.ran.length === 1);
    const wakeZombie = wake;
    // As after a freeze: its lease has lapsed, and somebody else has the phase.
    await sql(`UPDATE phases SET owner = 'other', epoch = epoch + 1`);
    wakeZombie();
    await until(() => one.worker.inFlight === 0);
    expect(await states(one, id)).toEqual({ plan: 'running' });
    await sql(`UPDATE phases SET lease_until = now() - interval '1 s'`);
    await until(() => stage.ran.length === 2);
    wake();
    await reach(one, id, 'done');
  });

  it('keep what a phase gave when the connections break meanwhile', async () => {
    const replica = await start();
    stage.runs['plan'] = async () => {
      await sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    };
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    expect(stage.ran.filter((name) => name === 'plan')).toHaveLength(1);
  });

  it('fail, and say so, also when the connections break while a failure is recorded', async () => {
    const replica = await start();
    stage.runs['plan'] = async () => {
      await sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      throw new AppError('MODEL_MISCONFIGURED');
    };
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'failed');
    expect(await replica.engine.get(id)).toMatchObject({ reason: 'MODEL_MISCONFIGURED' });
  });

  it('fail when a phase throws what nobody expects, and when it kills one process after the other', async () => {
    const replica = await start();
    stage.runs['odd'] = () => JSON.parse('{') as void;
    const odd = await replica.engine.begin(request({ workflow: workflowOf(phase('odd', [], { attempts: 1 })) }));
    await reach(replica, odd, 'failed');
    expect(await replica.engine.get(odd)).toMatchObject({ reason: 'INTERNAL' });

    stage.runs['deadly'] = never;
    const deadly = await replica.engine.begin(request({ workflow: workflowOf(phase('deadly')) }));
    await until(() => stage.ran.includes('deadly'));
    await sql(
      `UPDATE phases SET lapses = 10, epoch = epoch + 1, owner = 'gone', lease_until = now() - interval '1 s' WHERE state = 'running'`,
    );
    await reach(replica, deadly, 'failed');
    expect(await replica.engine.get(deadly)).toMatchObject({ reason: 'ATTEMPTS_EXHAUSTED' });
    expect(stage.ran.filter((name) => name === 'deadly')).toHaveLength(1);
  });

  it('know an end that was recorded by a call whose answer was lost', async () => {
    const replica = await start();
    stage.runs['plan'] = async ({ build, phaseId }, { epoch }) => {
      await sql(
        `SELECT * FROM finish_phases(ARRAY[$1]::uuid[], ARRAY[$2]::uuid[], ARRAY[$3]::bigint[], ARRAY['done'], ARRAY[$4],
                                     ARRAY[''], ARRAY[''], ARRAY[''], 0, NULL, 0, 100, 100)`,
        [build.id, phaseId, epoch, JSON.stringify(outcomeOf('plan'))],
      );
    };
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'done');
    expect(stage.ran).toHaveLength(5);
    expect(replica.events).toContainEqual(expect.objectContaining({ type: 'phase', phase: 'plan', state: 'done' }));
  });

  it('are shared by two replicas that were started alike', async () => {
    const replicas = await Promise.all([start(), start()]);
    bakery.phases.forEach(({ name }) => (stage.runs[name] = () => sleep(20)));
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        replicas[index % 2]!.engine.begin(request({ idempotencyKey: `${index % 10}` })),
      ),
    );
    expect(new Set(ids).size).toBe(10);
    for (const id of ids) await reach(replicas[0], id, 'done');
    expect(stage.ran).toHaveLength(50);
  });

  it('stop a phase that is silent, and one that takes too long, and try them again', async () => {
    const replica = await start();
    const reasons: string[] = [];
    stage.runs['silent'] = ({ signal, attempt }) => {
      if (attempt > 1) return;
      signal.addEventListener('abort', () => reasons.push((signal.reason as AppError).reason));
      return never();
    };
    stage.runs['slow'] = async ({ signal, attempt, report }) => {
      if (attempt > 1) return;
      signal.addEventListener('abort', () => reasons.push((signal.reason as AppError).reason));
      while (!signal.aborted) {
        report({ note: 'still at it', outputTail: '', tokens: 1 });
        await sleep(20);
      }
    };
    const workflow = workflowOf(
      phase('silent', [], { silentMs: 150 }),
      phase('slow', [], { silentMs: 150, timeoutMs: 400 }),
    );
    const id = await replica.engine.begin(request({ workflow }));
    await reach(replica, id, 'done', 15_000);
    expect(reasons).toEqual(['PHASE_SILENT', 'DEADLINE_EXCEEDED']);
    const [silent] = await replica.engine.phases(id);
    expect(silent!.attempts).toBe(2);
  });

  it('wait when a budget is spent, and go on when they are told to', async () => {
    const replica = await start();
    let isSpent = true;
    stage.runs['code'] = () => {
      if (isSpent) throw new AppError('BUDGET_SPENT');
    };
    const id = await replica.engine.begin(request());
    await reach(replica, id, 'paused');
    await until(() => stage.told.length === 1);
    expect(stage.told[0]).toMatchObject({ state: 'paused', reason: 'BUDGET_SPENT' });
    expect(await states(replica, id)).toMatchObject({ content: 'done', code: 'ready', deploy: 'blocked' });
    await sleep(400);
    expect(stage.ran.filter((name) => name === 'code')).toHaveLength(1);
    isSpent = false;
    await replica.engine.resume(id, 'ana');
    await reach(replica, id, 'done');
    expect(await types(replica, id)).toEqual(['started', 'paused', 'resumed', 'done']);
  });

  it('go on when their pause is over, though one before them cannot', async () => {
    const replica = await start();
    const pausedFor = async (ms: number): Promise<string> => {
      const id = await replica.engine.begin(request());
      await replica.engine.pause(id, 'ana', 'BUDGET_SPENT', new Date(Date.now() - ms));
      return id;
    };
    const [broken, sound] = [await pausedFor(2_000), await pausedFor(1_000)];
    await sql(`ALTER TABLE builds ADD CONSTRAINT not_this CHECK (id <> '${broken}' OR state <> 'running') NOT VALID`);
    await replica.steering.resumeDue();
    await sql('ALTER TABLE builds DROP CONSTRAINT not_this');
    await reach(replica, sound, 'done');
    expect(await replica.engine.get(broken)).toMatchObject({ state: 'paused' });
  });

  it('run no more at once than one number may, and leave the others theirs', async () => {
    const replica = await start({ BUILD_PHASES_PER_NUMBER: '3', BUILD_PHASES_TOTAL: '5' });
    const running: Record<string, number> = {};
    let [most, mostOfAll] = [0, 0];
    stage.runs['work'] = async ({ build }) => {
      running[build.phoneNumberId] = (running[build.phoneNumberId] ?? 0) + 1;
      most = Math.max(most, running[build.phoneNumberId]!);
      mostOfAll = Math.max(
        mostOfAll,
        Object.values(running).reduce((a, b) => a + b),
      );
      await sleep(50);
      running[build.phoneNumberId]! -= 1;
    };
    const workflow = workflowOf(phase('work'));
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        replica.engine.begin(request({ workflow, phoneNumberId: index < 15 ? 'flood' : 'other' })),
      ),
    );
    for (const id of ids) await reach(replica, id, 'done', 20_000);
    expect(most).toBe(3);
    expect(mostOfAll).toBe(5);
  });

  it('keep two replicas within the bounds together', async () => {
    const limits = { BUILD_PHASES_PER_NUMBER: '4', BUILD_PHASES_TOTAL: '4' };
    const replicas = [await start(limits), await start(limits)];
    let [running, most] = [0, 0];
    stage.runs['work'] = async () => {
      most = Math.max(most, (running += 1));
      await sleep(30);
      running -= 1;
    };
    const workflow = workflowOf(phase('work'));
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, index) => replicas[index % 2]!.engine.begin(request({ workflow }))),
    );
    for (const id of ids) await reach(replicas[0]!, id, 'done', 20_000);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('leave nothing in memory, though a thousand fail', async () => {
    const replica = await start({ BUILD_PHASES_IN_FLIGHT: '64' });
    stage.runs['plan'] = () => {
      throw new AppError('MODEL_MISCONFIGURED', { message: 'x'.repeat(10_000) });
    };
    const failing = async (count: number) => {
      const ids: string[] = [];
      for (let done = 0; done < count; done += 50)
        ids.push(...(await Promise.all(Array.from({ length: 50 }, () => replica.engine.begin(request())))));
      await until(async () => {
        const [row] = await sql<{ open: string }>(`SELECT count(*) AS open FROM builds WHERE state <> 'failed'`);
        return row!.open === '0';
      }, 30_000);
      await until(() => replica.worker.inFlight === 0);
      stage.told.length = replica.events.length = stage.ran.length = 0;
    };
    await failing(200);
    const before = heapUsed();
    await failing(1_000);
    expect((heapUsed() - before) / 1_000).toBeLessThan(3_000); // bytes a build; what each had said is 10,000
    const [left] = await sql<{ count: string }>(
      `SELECT count(*) FROM phases WHERE state IN ('ready', 'running', 'blocked', 'waiting_approval')`,
    );
    expect(left!.count).toBe('0');
  }, 90_000);
});
