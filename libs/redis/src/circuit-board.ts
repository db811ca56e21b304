import { z } from 'zod';
import { circuits } from '#libs/resilience';
import type { RedisStore } from './redis-store.js';

/** A peer that is left alone by at least one process. */
export interface PostedCircuit {
  edge: string;
  upstream: string;
  /** Of the process that noticed first. */
  since: Date;
}

const KEY = 'circuits';
/** Two posts that are missed are forgiven; a process that has ended is forgotten. */
const LIFE_MS = 6_000;
const MOST_READ = 500;

const posted = z.object({ edge: z.string(), upstream: z.string(), since: z.coerce.date() });

/** Where the processes tell each other which peers they leave alone. Nothing depends on it: it is there to be looked at. */
export class CircuitBoard {
  constructor(private readonly store: RedisStore) {}

  /** @throws AppError PEER_UNAVAILABLE */
  async post(nowMs = Date.now()): Promise<void> {
    const members = circuits
      .disturbed()
      .flatMap(({ edge, upstream, since }) => [nowMs + LIFE_MS, JSON.stringify({ edge, upstream, since })]);
    if (members.length === 0) return;
    await this.store.run((redis) =>
      redis
        .pipeline()
        .zremrangebyscore(KEY, '-inf', nowMs)
        .zadd(KEY, ...members)
        .pexpire(KEY, LIFE_MS)
        .exec(),
    );
  }

  /** Those of all processes, and those of this one when Redis itself is away. */
  async read(nowMs = Date.now()): Promise<PostedCircuit[]> {
    const texts = await this.store
      .run((redis) => redis.zrange(KEY, nowMs, '+inf', 'BYSCORE', 'LIMIT', 0, MOST_READ))
      .catch(() => []); // its own breaker is among those of this process
    const own = circuits
      .disturbed()
      .map(({ edge, upstream, since }) => ({ edge, upstream, since: since ?? new Date() }));
    const first = new Map<string, PostedCircuit>();
    for (const circuit of [...texts.flatMap((text) => parse(text) ?? []), ...own]) {
      const key = `${circuit.edge} ${circuit.upstream}`;
      const known = first.get(key);
      if (!known || circuit.since < known.since) first.set(key, circuit);
    }
    return [...first.values()].sort((one, other) => one.since.getTime() - other.since.getTime());
  }
}

function parse(text: string): PostedCircuit | undefined {
  try {
    return posted.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
