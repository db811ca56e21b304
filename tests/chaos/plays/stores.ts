import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { sign } from '../../environment/meta.ts';
import { STACK_SECRETS } from '../../environment/stack.ts';
import { between } from '../random.ts';
import type { Stage } from '../stage.ts';

/** A gateway waits for what it needs at most this long before it says that it cannot. */
const GATEWAY_BUDGET_MS = 5_000;

/** F06: Postgres killed three times under load. */
export async function postgresKilled(stage: Stage): Promise<void> {
  const { stack, meta } = stage.world;
  const pids = stack.replicas().map(({ pid }) => pid);
  await stage.load(async () => {
    for (let kill = 0; kill < 3; kill++) {
      await sleep(between(stage.random, 200, 1_200));
      await stack.postgres.kill();
      stage.count('kills of Postgres');
      await sleep(between(stage.random, 700, 2_000));
      await stack.postgres.start();
    }
  });
  stage.count('answers 503', meta.answers[503] ?? 0);
  const isSame = stack.replicas().every(({ pid }, index) => pid === pids[index]);
  stage.expect(isSame, 'a service was restarted');
}

/** F07: Postgres accepts connections and says nothing. */
export async function postgresFrozen(stage: Stage): Promise<void> {
  const { stack, meta } = stage.world;
  await stage.load(
    async () => {
      stack.postgres.pause();
      stage.count('processes frozen', stack.postgres.pids().length);
      const times = await timesOfPosts(stage, 8_000);
      stack.postgres.resume();
      stage.expect(
        Math.max(...times) < GATEWAY_BUDGET_MS,
        `a POST was answered after ${Math.round(Math.max(...times))} ms`,
      );
    },
    { rate: 20 },
  );
  stage.count('answers 503', meta.answers[503] ?? 0);
}

/** F09: a backend at random, five times a second. */
export async function backendsKilled(stage: Stage): Promise<void> {
  await stage.load(async () => {
    for (const until = performance.now() + 5_000; performance.now() < until; await sleep(200)) {
      const killed = await stage.asAdmin(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE usename IN ('gateway', 'orchestrator', 'agents', 'notifier') ORDER BY md5(pid::text || $1) LIMIT 1`,
        [`${stage.random()}`],
      );
      stage.count('backends killed', killed.length);
    }
  });
}

/** F11: somebody else holds every connection that the server has. */
export async function connectionsExhausted(stage: Stage): Promise<void> {
  const hogs: pg.Client[] = [];
  const hog = async () => {
    const client = new pg.Client(stage.world.stack.stores.postgres.adminUrl);
    client.on('error', () => undefined);
    await client.connect();
    hogs.push(client);
  };
  await stage.load(async () => {
    stage.renewDatabaseConnections();
    const until = performance.now() + 5_000;
    for (let isFull = false; performance.now() < until;) {
      if (isFull) await sleep(50);
      const results = await Promise.allSettled(Array.from({ length: 20 }, hog));
      isFull = results.some(({ status }) => status === 'rejected');
      if (isFull) stage.link('postgres').cutAll(); // what services have left goes to whoever comes first
    }
    stage.count('connections held', hogs.length);
    await Promise.all(hogs.map((client) => client.end()));
  });
  stage.count('answers 503', stage.world.meta.answers[503] ?? 0);
}

/** F12: Redis killed, and empty when it is back. */
export async function redisKilled(stage: Stage): Promise<void> {
  const { redis } = stage.world.stack;
  await stage.load(async () => {
    for (let kill = 0; kill < 2; kill++) {
      await redis.kill();
      stage.count('kills of Redis');
      await sleep(between(stage.random, 500, 2_000));
      await redis.start();
      await sleep(between(stage.random, 200, 800));
    }
  });
  refusedNothing(stage);
}

/** F13: Redis accepts connections and says nothing. */
export async function redisFrozen(stage: Stage): Promise<void> {
  const { redis } = stage.world.stack;
  await stage.load(async () => {
    redis.pause();
    stage.count('freezes of Redis', redis.pids().length);
    quickEnough(stage, await timesOfPosts(stage, between(stage.random, 2_500, 3_500)));
    redis.resume();
  });
  refusedNothing(stage);
}

/** F14: Redis refuses every write. */
export async function redisFull(stage: Stage): Promise<void> {
  const client = new Redis(stage.world.stack.stores.redis.url);
  await client.config('SET', 'maxmemory', '1mb', 'maxmemory-policy', 'noeviction');
  try {
    await stage.load(async () => quickEnough(stage, await timesOfPosts(stage, 4_000)));
    const refused = await client.set('one-more', 'x').then(
      () => 0,
      () => 1,
    );
    stage.count('writes refused', refused);
  } finally {
    await client.config('SET', 'maxmemory', '0');
    client.disconnect();
  }
  refusedNothing(stage);
}

/** Milliseconds that gateways need for messages of their own, one after the other. */
async function timesOfPosts(stage: Stage, forMs: number): Promise<number[]> {
  const { meta } = stage.world;
  const times: number[] = [];
  for (const until = performance.now() + forMs; performance.now() < until; await sleep(100)) {
    const event = meta.compose(stage.person(), 'hola');
    const began = performance.now();
    const status = await meta.post(sign(meta.toPayload([event]), STACK_SECRETS.WHATSAPP_APP_SECRET));
    if (status === 200) event.ackedAt = performance.now();
    times.push(performance.now() - began);
  }
  return times;
}

function quickEnough(stage: Stage, times: number[]): void {
  const p95 = times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? Infinity;
  stage.notes.push(`intake p95 ${Math.round(p95)} ms`);
  stage.expect(p95 < 1_000, `intake p95 was ${Math.round(p95)} ms`);
}

function refusedNothing(stage: Stage): void {
  const { 200: _, ...others } = stage.world.meta.answers;
  stage.expect(Object.keys(others).length === 0, `webhooks were refused: ${JSON.stringify(others)}`);
}
