import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database, type RetentionRule, type Statement } from '#libs/database';

/** An entry as it is stored: nothing in it is believed before its signature is checked. */
export interface StoredEntry {
  /** Hexadecimal, as the signature. */
  key: string;
  entry: unknown;
  signature: string;
}

export interface NewEntry extends StoredEntry {
  conversationId: string;
  savedTokens: number;
  savedMicros: number;
}

/** Outcomes of phases by the hash of everything that they depend on. */
@Injectable()
export class PhaseCacheRepository {
  private readonly finds = new Batcher<string, StoredEntry | undefined>((keys) => this.findAll(keys), { maxSize: 100 });
  private readonly stores = new Batcher<NewEntry, void>((entries) => this.storeAll(entries), { maxSize: 50 });

  constructor(@Inject(Database) private readonly database: Database) {}

  find(key: string): Promise<StoredEntry | undefined> {
    return this.finds.load(key);
  }

  /** The newest outcome stands: it also takes the place of an entry that was tampered with. */
  store(entry: NewEntry): Promise<void> {
    return this.stores.load(entry);
  }

  private async findAll(keys: readonly string[]): Promise<(StoredEntry | undefined)[]> {
    const rows = await this.database.query<StoredEntry & { key: string }>(FIND, [keys]);
    const found = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key) => found.get(key));
  }

  private async storeAll(entries: readonly NewEntry[]): Promise<void[]> {
    const unique = [...new Map(entries.map((entry) => [entry.key, entry])).values()];
    await this.database.query(STORE, [
      unique.map(({ key }) => key),
      unique.map(({ conversationId }) => conversationId),
      unique.map(({ entry }) => JSON.stringify(entry)),
      unique.map(({ signature }) => signature),
      unique.map(({ savedTokens }) => savedTokens),
      unique.map(({ savedMicros }) => savedMicros),
    ]);
    return entries.map(() => undefined);
  }
}

/** Entries go by the days since they last helped, and the ones that helped least recently beyond a count. */
export const phaseCacheRetention = (days: number, entries: number): RetentionRule[] => [
  { statement: PURGE_OLD, days },
  { statement: { name: 'phase-cache-trim', text: trimTo(entries) }, days: 0 },
];

/** When an entry has helped is noted to the hour, so that a hit seldom writes. */
const FIND: Statement = {
  name: 'phase-cache-find',
  text: `
    WITH touched AS (
      UPDATE phase_cache SET last_hit_at = now()
       WHERE key IN (SELECT key FROM phase_cache
                      WHERE key = ANY (SELECT decode(k, 'hex') FROM unnest($1::text[]) k) AND last_hit_at < now() - interval '1 hour'
                      FOR UPDATE SKIP LOCKED))
    SELECT encode(key, 'hex') AS key, entry, encode(signature, 'hex') AS signature
      FROM phase_cache WHERE key = ANY (SELECT decode(k, 'hex') FROM unnest($1::text[]) k)`,
};

/** An entry that a crash of Postgres forgets is made again: nobody waits for the disk. */
const STORE: Statement = {
  name: 'phase-cache-store',
  text: `
    INSERT INTO phase_cache (key, conversation_id, entry, signature, saved_tokens, saved_micros)
    SELECT decode(key, 'hex'), conversation_id, entry, decode(signature, 'hex'), saved_tokens, saved_micros
      FROM unnest($1::text[], $2::uuid[], $3::jsonb[], $4::text[], $5::bigint[], $6::bigint[])
        AS new (key, conversation_id, entry, signature, saved_tokens, saved_micros)
     CROSS JOIN set_config('synchronous_commit', 'off', true) AS quick
     ORDER BY key
    ON CONFLICT (key) DO UPDATE
       SET entry = excluded.entry, signature = excluded.signature, saved_tokens = excluded.saved_tokens,
           saved_micros = excluded.saved_micros, last_hit_at = now()`,
};

const PURGE_OLD: Statement = {
  name: 'phase-cache-purge',
  text: `WITH old AS (
      SELECT key FROM phase_cache WHERE last_hit_at < now() - $1 * interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM phase_cache c USING old WHERE c.key = old.key RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const trimTo = (entries: number): string => `WITH old AS (
      SELECT key FROM phase_cache WHERE $1::int = 0 ORDER BY last_hit_at DESC OFFSET ${Math.trunc(entries)} LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM phase_cache c USING old WHERE c.key = old.key RETURNING 1)
    SELECT count(*)::int AS count FROM gone`;
