import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { RedisStore } from '#libs/redis';
import { SESSION_MS, type SessionOwner } from './session-builder.js';
import { COMMIT, FORGET, LOAD, SUMMARISE } from './session-scripts.js';
import { SCHEMA, type Session, type Summary } from './session.schema.js';

/** All of a conversation's keys share a hash tag. */
export const sessionKey = ({ phoneNumberId, id }: Pick<SessionOwner, 'phoneNumberId' | 'id'>): string =>
  `session:{${phoneNumberId}:${id}}`;

/** Sessions by their last turn, and when each began: see SessionCensus. */
export const CENSUS_KEYS = ['sessions:active', 'sessions:began'] as const;

/** What Redis has of a session, unread. */
export interface Copy {
  schema: number;
  /** As it stands there: what a commit compares. */
  version: string;
  session: string;
  summary: string | null;
}

export interface Commit {
  owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>;
  /** Version of the copy that was read; empty where there was none. */
  base: string;
  session: Session;
  turnId: string;
}

export interface CommitOutcome {
  outcome: 'committed' | 'repeated' | 'conflict' | 'too_new';
  /** Version that Redis has now; empty for none. */
  version: string;
}

/** Sessions in Redis: read and compared-and-set, those of one moment in one round trip. */
@Injectable()
export class SessionPatcher {
  private readonly loads = new Batcher<string, Copy | undefined>((keys) => this.loadAll(keys));
  private readonly commits = new Batcher<Commit, CommitOutcome>((items) => this.commitAll(items));

  constructor(@Inject(RedisStore) private readonly redis: RedisStore) {}

  /** @throws AppError PEER_UNAVAILABLE when Redis is away */
  load(owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>): Promise<Copy | undefined> {
    return this.loads.load(sessionKey(owner));
  }

  /** Sets the session where the copy is still the one that was read. @throws AppError PEER_UNAVAILABLE */
  commit(item: Commit): Promise<CommitOutcome> {
    return this.commits.load(item);
  }

  /** Puts a summary beside the session, if there is one. @throws AppError PEER_UNAVAILABLE */
  async summarise(owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>, summary: Summary): Promise<void> {
    await this.redis.script(SUMMARISE, [sessionKey(owner)], [JSON.stringify(summary), SCHEMA]);
  }

  /** @throws AppError PEER_UNAVAILABLE */
  async forget(owner: Pick<SessionOwner, 'phoneNumberId' | 'id'>): Promise<void> {
    await this.redis.script(FORGET, [sessionKey(owner), ...CENSUS_KEYS], []);
  }

  async drain(): Promise<void> {
    await Promise.all([this.loads.drain(), this.commits.drain()]);
  }

  private async loadAll(keys: readonly string[]): Promise<(Copy | undefined)[]> {
    const found = (await this.redis.script(LOAD, [...keys], [SESSION_MS])) as (string | null)[][];
    return found.map(([schema, version, session, summary]) =>
      schema
        ? { schema: Number(schema), version: version ?? '', session: session ?? '', summary: summary ?? null }
        : undefined,
    );
  }

  private async commitAll(items: readonly Commit[]): Promise<CommitOutcome[]> {
    const outcomes = (await this.redis.script(
      COMMIT,
      [...items.map(({ owner }) => sessionKey(owner)), ...CENSUS_KEYS],
      [
        SESSION_MS,
        Date.now(),
        ...items.flatMap(({ base, session, turnId }) => [
          base,
          session.version,
          session.schema,
          turnId,
          JSON.stringify({ ...session, summary: null }), // has a field of its own
          session.summary ? JSON.stringify(session.summary) : '',
          session.beganAt,
        ]),
      ],
    )) as [CommitOutcome['outcome'], string | null][];
    return outcomes.map(([outcome, version]) => ({ outcome, version: version ?? '' }));
  }
}
