import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database, type Statement } from '#libs/database';
import type { FileProblem } from './file-problem.js';

/** The message that a file came with. */
export interface MediaKey {
  phoneNumberId: string;
  messageId: string;
}

/** What is known of a file: its content, or why there is none. */
export interface StoredFile {
  problem: FileProblem | null;
  mimeType: string | null;
  transcript: string | null;
  /** Absent where the transcript is there, which is all that is needed then. */
  data: Buffer | null;
}

/** Files of messages. Each content is stored once; a message refers to it by its hash. */
@Injectable()
export class MediaRepository {
  private readonly finds = new Batcher<MediaKey, StoredFile | undefined>((keys) => this.findAll(keys), { maxSize: 20 });

  constructor(@Inject(Database) private readonly database: Database) {}

  find(key: MediaKey): Promise<StoredFile | undefined> {
    return this.finds.load(key);
  }

  /** Nothing is stored for a message that was deleted or erased meanwhile. */
  async store({ phoneNumberId, messageId }: MediaKey, mimeType: string, data: Buffer): Promise<void> {
    const hash = createHash('sha256').update(data).digest();
    await this.database.query(STORE, [phoneNumberId, messageId, hash, mimeType, data]);
  }

  async storeProblem({ phoneNumberId, messageId }: MediaKey, problem: FileProblem): Promise<void> {
    await this.database.query(STORE_PROBLEM, [phoneNumberId, messageId, problem]);
  }

  async storeTranscript({ phoneNumberId, messageId }: MediaKey, transcript: string): Promise<void> {
    await this.database.query(STORE_TRANSCRIPT, [phoneNumberId, messageId, transcript]);
  }

  private async findAll(keys: readonly MediaKey[]): Promise<(StoredFile | undefined)[]> {
    const rows = await this.database.query<StoredFile & { place: number }>(FIND, [
      keys.map(({ phoneNumberId }) => phoneNumberId),
      keys.map(({ messageId }) => messageId),
    ]);
    const found = new Map(rows.map((row) => [row.place, row]));
    return keys.map((_, index) => found.get(index + 1));
  }
}

const FIND: Statement = {
  name: 'media-find',
  text: `
    SELECT key.place::int AS place, r.problem, r.transcript, m.mime_type AS "mimeType",
           CASE WHEN r.transcript IS NULL THEN m.data END AS data
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS key(phone_number_id, message_id, place)
      JOIN media_references r ON r.phone_number_id = key.phone_number_id AND r.message_id = key.message_id
      LEFT JOIN media m ON m.sha256 = r.sha256`,
};

/** The touch keeps the content from a purge that runs at this moment. */
const STORE: Statement = {
  name: 'media-store',
  text: `
    WITH message AS MATERIALIZED (
      SELECT phone_number_id, message_id FROM inbox
       WHERE phone_number_id = $1 AND message_id = $2 AND erased_at IS NULL FOR KEY SHARE),
    content AS (
      INSERT INTO media (sha256, mime_type, data) SELECT $3::bytea, $4, $5::bytea FROM message
      ON CONFLICT (sha256) DO UPDATE SET touched_at = now())
    INSERT INTO media_references (phone_number_id, message_id, sha256) SELECT phone_number_id, message_id, $3::bytea FROM message
    ON CONFLICT (phone_number_id, message_id) DO NOTHING`,
};

const STORE_PROBLEM: Statement = {
  name: 'media-store-problem',
  text: `
    INSERT INTO media_references (phone_number_id, message_id, problem)
    SELECT phone_number_id, message_id, $3 FROM inbox
     WHERE phone_number_id = $1 AND message_id = $2 AND erased_at IS NULL FOR KEY SHARE
    ON CONFLICT (phone_number_id, message_id) DO NOTHING`,
};

const STORE_TRANSCRIPT: Statement = {
  name: 'media-store-transcript',
  text: 'UPDATE media_references SET transcript = $3 WHERE phone_number_id = $1 AND message_id = $2',
};
