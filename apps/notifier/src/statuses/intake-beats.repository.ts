import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import type { IntakeBeat } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';

interface Beat {
  gateway: string;
  posts: number;
  refused: number;
  /** Newest event of each number, in milliseconds. */
  newest: Map<string, number>;
  writtenAt: number;
}

const MAX_GATEWAYS = 1_000;
const isPlain = (value: string): boolean => value.length > 0 && value.length <= 100 && !/[\p{Cc}\p{Cs}]/u.test(value);

/**
 * Keeps what gateways say about their intake: the evidence that a missing status would have come. Beats come with every call;
 * those of a moment are added up, but a refusal is committed before its call is answered.
 */
@Injectable()
export class IntakeBeatsRepository {
  private readonly beats = new Map<string, Beat>();
  private readonly writes = new Batcher<Beat, true>((beats) => this.write(beats));
  private readonly everyMs: number;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NOTIFIER_CONFIG) config: NotifierConfig,
  ) {
    this.everyMs = Math.min(1_000, config.BEAT_GAP_MS / 4);
  }

  async record({ gateway, posts, refused, newestEventAt }: IntakeBeat): Promise<void> {
    if (!isPlain(gateway)) return;
    if (this.beats.size > MAX_GATEWAYS) this.beats.clear();
    const beat = this.beats.get(gateway) ?? {
      gateway,
      posts: 0,
      refused: 0,
      newest: new Map<string, number>(),
      writtenAt: -Infinity,
    };
    this.beats.set(gateway, beat);
    beat.posts += posts;
    beat.refused += refused;
    for (const [number, at] of Object.entries(newestEventAt)) {
      if (isPlain(number)) beat.newest.set(number, Math.max(beat.newest.get(number) ?? 0, at.getTime() || 0));
    }
    if (beat.refused === 0 && performance.now() - beat.writtenAt < this.everyMs) return;
    this.beats.set(gateway, { gateway, posts: 0, refused: 0, newest: new Map(), writtenAt: performance.now() });
    await this.writes.load(beat);
  }

  drain(): Promise<void> {
    return this.writes.drain();
  }

  private async write(beats: readonly Beat[]): Promise<true[]> {
    const newest = new Map<string, number>();
    for (const beat of beats)
      beat.newest.forEach((at, number) => newest.set(number, Math.max(at, newest.get(number) ?? 0)));
    const numbers = [...newest].sort(([a], [b]) => (a < b ? -1 : 1));
    await this.database.query(WRITE, [
      beats.map(({ gateway }) => gateway),
      beats.map(({ posts }) => posts),
      beats.map(({ refused }) => refused),
      numbers.map(([number]) => number),
      numbers.map(([, at]) => at),
    ]);
    return beats.map(() => true as const);
  }
}

/** A time that lies in the future proves nothing about when its event was made. */
const WRITE: Statement = {
  name: 'intake-beats-write',
  text: `
    WITH beats AS (
      INSERT INTO intake_beats (gateway, posts, refused) SELECT * FROM unnest($1::text[], $2::int[], $3::int[]))
    INSERT INTO intake_numbers AS known (phone_number_id, newest_event_at)
    SELECT number, to_timestamp(at / 1000) FROM unnest($4::text[], $5::float8[]) AS newest(number, at)
     WHERE to_timestamp(at / 1000) < now() + interval '1 minute'
    ON CONFLICT (phone_number_id) DO UPDATE SET newest_event_at = excluded.newest_event_at
     WHERE known.newest_event_at < excluded.newest_event_at`,
};
