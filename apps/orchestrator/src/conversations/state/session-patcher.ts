import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { RedisStore } from '#libs/redis';
import { SESSION_MS, type SessionOwner } from './session-builder.js';
import { COMMIT, FORGET, LOAD, SUMMARISE } from './session-scripts.js';
import { SCHEMA, type Session, type Summary } from './session.schema.js';

/** All of a conversation's keys share a hash tag. */
export const sessionKey = ({ phoneNumberId, id }: Pick<SessionOwner, 'phoneNumberId' | 'id'>): string =>
  `session:{${phoneNumberId}:${id}}`;

const keysOf = (owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>): [string, string] => {
  const key = sessionKey(owner);
  return [key, `${key}:turns`];
};

/** A turn under way, which read what is forgotten since, has ended or lost its claim by then. */
export const FORGOTTEN_MS = 10 * 60_000;
const FORGOTTEN = 'forgotten:';

/** The session was forgotten at that version: what was read before must not be committed. */
export const isForgotten = (version: string): boolean => version.startsWith(FORGOTTEN);

/** Sessions by their last turn, and when each began: see SessionCensus. */
export const CENSUS_KEYS = ['sessions:active', 'sessions:began'] as const;

/** What Redis has of a session, unread. */
export interface Copy {
  schema: number;
  /** As they stand there: the first is what a commit compares, and all there is of a session that was forgotten. */
  version: string;
  turn: string;
  /** JSON of a session without its turns and its summary. */
  head: string;
  /** JSON of each, oldest first. */
  turns: string[];
  summary: string | null;
}

export interface Commit {
  owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>;
  /** Version of the copy that was read; empty where there was none. */
  base: string;
  session: Session;
  turnId: string;
  /** The copy that was read is not this session without its last turn. */
  isWhole: boolean;
}

export interface CommitOutcome {
  outcome: 'committed' | 'repeated' | 'conflict' | 'too_new';
  /** Version that Redis has now; empty for none. */
  version: string;
}

/** Sessions in Redis: read and compared-and-set, those of one moment in one round trip. */
@Injectable()
export class SessionPatcher {
  private readonly loads = new Batcher<[string, string], Copy | undefined>((pairs) => this.loadAll(pairs));
  private readonly commits = new Batcher<Commit, CommitOutcome>((items) => this.commitAll(items));

  constructor(@Inject(RedisStore) private readonly redis: RedisStore) {}

  /** @throws AppError PEER_UNAVAILABLE when Redis is away */
  load(owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>): Promise<Copy | undefined> {
    return this.loads.load(keysOf(owner));
  }

  /** Sets the session where the copy is still the one that was read. @throws AppError PEER_UNAVAILABLE */
  commit(item: Commit): Promise<CommitOutcome> {
    return this.commits.load(item);
  }

  /** Brings a session of the version before up to that with the summary; any other misses more. @throws AppError PEER_UNAVAILABLE */
  async summarise(owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>, summary: Summary, version: number): Promise<void> {
    await this.redis.script(SUMMARISE, [sessionKey(owner)], [JSON.stringify(summary), SCHEMA, version - 1, version]);
  }

  /** Leaves nothing of a session, and nothing that a turn under way could bring back. @throws AppError PEER_UNAVAILABLE */
  async forget(owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>): Promise<void> {
    const version = `${FORGOTTEN}${randomUUID()}`;
    await this.redis.script(FORGET, [...keysOf(owner), ...CENSUS_KEYS], [version, FORGOTTEN_MS]);
  }

  async drain(): Promise<void> {
    await Promise.all([this.loads.drain(), this.commits.drain()]);
  }

  private async loadAll(pairs: readonly [string, string][]): Promise<(Copy | undefined)[]> {
    const found = (await this.redis.script(LOAD, pairs.flat(), [SESSION_MS])) as (string | null)[][];
    return found.map(([schema, version, turn, head, summary, ...turns]) =>
      schema || version
        ? {
            schema: Number(schema),
            version: version ?? '',
            turn: turn ?? '',
            head: head ?? '',
            summary: summary ?? null,
            turns: turns.map((json) => json ?? ''),
          }
        : undefined,
    );
  }

  private async commitAll(items: readonly Commit[]): Promise<CommitOutcome[]> {
    const keys = [...items.flatMap(({ owner }) => keysOf(owner)), ...CENSUS_KEYS];
    const args = [SESSION_MS, Date.now(), ...items.flatMap(argumentsOf)];
    const outcomes = (await this.redis.script(COMMIT, keys, args)) as [CommitOutcome['outcome'], string | null][];
    return outcomes.map(([outcome, version]) => ({ outcome, version: version ?? '' }));
  }
}

function argumentsOf({ base, session, turnId, isWhole }: Commit): (string | number)[] {
  const { turns, summary, ...head } = session;
  const sent = isWhole ? turns : turns.slice(-1);
  return [
    base,
    session.version,
    session.schema,
    turnId,
    JSON.stringify(head),
    summary ? JSON.stringify(summary) : '',
    session.beganAt,
    turns.length,
    sent.length,
    ...sent.map((turn) => JSON.stringify(turn)),
  ];
}
