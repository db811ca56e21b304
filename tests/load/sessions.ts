/**
 * npm run bench:sessions [-- --turns 20000 --rate 1000 --history 20]
 *
 * What the session costs a turn, apart from everything else: opened and committed at a steady rate, over a real Redis and
 * Postgres of their own. Prints CPU and latencies for copies that Redis has, and for copies that it has lost.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { PatchedTurn } from '../../apps/orchestrator/src/conversations/state/apply-patch.js';
import type { SessionOwner } from '../../apps/orchestrator/src/conversations/state/session-builder.js';
import { startStores } from '../environment/start-stores.ts';

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '1000' },
    history: { type: 'string', default: '20' },
  },
});
const [turns, rate, history] = [Number(values.turns), Number(values.rate), Number(values.history)];
const PEOPLE = 1_000;

/** The compiled services: what production runs. */
const dist = join(import.meta.dirname, '..', '..', 'dist');
const built = <Module>(path: string): Promise<Module> => import(join(dist, path)) as Promise<Module>;
const state = 'apps/orchestrator/src/conversations/state';
const { SessionController } = await built<
  typeof import('../../apps/orchestrator/src/conversations/state/session-controller.js')
>(`${state}/session-controller.js`);
const { SessionPatcher } = await built<
  typeof import('../../apps/orchestrator/src/conversations/state/session-patcher.js')
>(`${state}/session-patcher.js`);
const { PastTurnsRepository } = await built<
  typeof import('../../apps/orchestrator/src/conversations/state/past-turns.repository.js')
>(`${state}/past-turns.repository.js`);
const { SCHEMA } = await built<typeof import('../../apps/orchestrator/src/conversations/state/session.schema.js')>(
  `${state}/session.schema.js`,
);
const { migrations } = await built<typeof import('../../apps/orchestrator/src/migrations/index.js')>(
  'apps/orchestrator/src/migrations/index.js',
);
const { entities } = await built<typeof import('../../apps/orchestrator/src/entities.js')>(
  'apps/orchestrator/src/entities.js',
);
const { Database, migrate } = await built<typeof import('#libs/database')>('libs/database/src/index.js');
const { RedisStore } = await built<typeof import('#libs/redis')>('libs/redis/src/index.js');

Logger.overrideLogger(false);
const stores = await startStores();
const url = stores.databaseUrl('orchestrator');
await migrate({ url, entities, migrations });
const database = new Database(await new DataSource({ type: 'postgres', url, poolSize: 8 }).initialize());
const redis = new RedisStore(stores.redis.url);
const counter = (name: string, label: string) =>
  new Counter({ name, help: name, labelNames: [label], registers: [new Registry()] });
const past = new PastTurnsRepository(database);
const patcher = new SessionPatcher(redis);
const commits = counter('commits', 'outcome');
const replica = () => new SessionController(patcher, past, counter('rebuilds', 'reason'), commits);
let sessions = replica();

const turnOf = (index: number): PatchedTurn => ({
  turnId: randomUUID(),
  task: `And what does number ${index} cost, with delivery to the same address as last time? `.padEnd(120, 'x'),
  answer: 'It costs 42 and is with you on Friday. '.repeat(8),
  patch: {
    schema: SCHEMA,
    lane: 'commerce',
    agent: 'commerce',
    phase: 'cart',
    openQuestion: 'quantity',
    locale: 'en',
    speaker: 'commerce',
    beganAt: Date.now(),
    at: Date.now(),
    ...(index === 0 && { slots: { commerce: { cart: 'c1', items: ['a', 'b', 'c'] } } }),
  },
});
const owner = (id: string): SessionOwner => ({
  id,
  phoneNumberId: '1',
  language: 'en',
  sessionVersion: history,
  sessionTurn: null,
  ownedBy: 'bot',
  isOptedOut: false,
});

/** People whose last turns are in Postgres; Redis learns of them by the first pass. */
const people = Array.from({ length: PEOPLE }, () => owner(randomUUID()));
await database.query(
  {
    name: 'seed',
    text: `WITH c AS (INSERT INTO conversations (id, phone_number_id, wa_id, epoch, session_version)
                      SELECT id, '1', id::text, 1, $2 FROM unnest($1::uuid[]) AS id RETURNING id)
           INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, stage, task, reply, patch, answered_at)
           SELECT uuid_v7(), c.id, n, n + 1, 1, 'done', $3, $4, $5::jsonb, now() FROM c, generate_series(1, $2::int) AS n`,
  },
  [people.map(({ id }) => id), history, turnOf(1).task, turnOf(1).answer, JSON.stringify(turnOf(0).patch)],
);
await database.query({ name: 'analyze', text: 'ANALYZE' });

const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / 100) * 1e6;
};
const percentile = (sorted: number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;

const outcomes = async () => {
  const { values: counts } = await commits.get();
  return counts.map(({ labels, value }) => `${labels['outcome']} ${value}`).join(', ');
};

/** Starts `count` items at the rate and answers what one cost. */
async function measure(name: string, count: number, work: (index: number) => Promise<void>): Promise<void> {
  const pids = { 'this process': process.pid, redis: stores.redis.process.pid };
  const before = Object.values(pids).map(cpuOf);
  const took: number[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) {
    const lateMs = startedAt + (index * 1_000) / rate - performance.now();
    if (lateMs > 1) await sleep(lateMs);
    const at = performance.now();
    running.push(work(index).then(() => void took.push(performance.now() - at)));
  }
  await Promise.all(running);
  const cpu = Object.keys(pids).map((who, index) => {
    const micros = Math.round((cpuOf(Object.values(pids)[index]!) - before[index]!) / count);
    return `${who} ${micros} µs`;
  });
  took.sort((a, b) => a - b);
  const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)].map((ms) => ms.toFixed(1));
  process.stdout.write(`${name.padEnd(50)} CPU ${cpu.join(', ')}; p50 ${p50} ms, p99 ${p99} ms\n`);
}

const current = [...people];
const turn = async (index: number): Promise<void> => {
  const place = index % PEOPLE;
  const before = current[place]!;
  const opened = await sessions.open(before);
  const said = turnOf(1);
  await sessions.commit(before, '1', opened, said);
  current[place] = { ...before, sessionVersion: before.sessionVersion + 1, sessionTurn: said.turnId };
};

process.stdout.write(`${turns} turns at ${rate}/s, ${PEOPLE} people with ${history} turns behind them, each turn:\n`);
await measure('an idle loop at this rate', turns, async () => undefined);
await measure('neither process nor Redis has it: from Postgres', PEOPLE, turn);
await measure('the process that had the last turn has this one', turns, turn);
sessions = replica();
await measure('another process had the last turn: from Redis', PEOPLE, turn);
process.stdout.write(`commits: ${await outcomes()}\n`);
const copy = await patcher.load(current[0]!);
process.stdout.write(
  `a session in Redis: ${(copy?.head.length ?? 0) + (copy?.turns.join('').length ?? 0)} characters\n`,
);
await sessions.drain();
await redis.close();
await database.close();
await stores.stop();
