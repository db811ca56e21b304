import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import type { ReplyContent } from '../turns/turn-row.js';

interface Message {
  conversationId: string;
  buildId: string;
  content: ReplyContent;
}

/** Time between two messages about one build that nobody has asked for: each of them costs money. */
export const PROGRESS_GAP_MS = 25_000;

/** What is said about builds outside of turns. */
@Injectable()
export class BuildMessagesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What a build has come to; once for each notice. */
  async storeFinal({ conversationId, buildId, content }: Message, noticeId: string): Promise<void> {
    const values = [conversationId, buildId, `build:${buildId}:${noticeId}`, JSON.stringify(content)];
    await this.database.query(STORE_FINAL, values);
  }

  /**
   * How far a build is, unless it has been told of late, there is nothing new, the build has ended, or nobody may speak.
   * @returns whether it will be said
   */
  async storeProgress({ conversationId, buildId, content }: Message, standing: string): Promise<boolean> {
    const values = [conversationId, buildId, standing, JSON.stringify(content), PROGRESS_GAP_MS];
    return (await this.database.query(STORE_PROGRESS, values)).length > 0;
  }

  /** The notifier has it. False when the claim was taken over. */
  async end(id: string, epoch: string): Promise<boolean> {
    return (await this.database.query(END, [id, epoch])).length > 0;
  }

  /** Nobody needs it any more. */
  async drop(id: string, epoch: string): Promise<boolean> {
    return (await this.database.query(DROP, [id, epoch])).length > 0;
  }
}

const STORE_FINAL: Statement = {
  name: 'build-messages-store-final',
  text: `
    INSERT INTO build_messages (conversation_id, build_id, idempotency_key, kind, content)
    SELECT $1::uuid, $2::uuid, $3::text, 'final', $4::jsonb
     WHERE EXISTS (SELECT FROM conversations c WHERE c.id = $1 AND c.erased_at IS NULL)
    ON CONFLICT (idempotency_key) DO NOTHING RETURNING id, pg_notify('build_messages_due', '0')`,
};

/** The key has the moment in it, so that two replicas which look at once make one message. */
const STORE_PROGRESS: Statement = {
  name: 'build-messages-store-progress',
  text: `
    INSERT INTO build_messages (conversation_id, build_id, idempotency_key, kind, standing, content)
    SELECT $1::uuid, $2::uuid, format('build:%s:%s', $2::uuid, floor(extract(epoch FROM now()) * 1000 / $5)), 'progress', $3::text, $4::jsonb
      FROM builds b JOIN conversations c ON c.id = b.conversation_id
     WHERE b.id = $2 AND b.state = 'running' AND b.created_at < now() - $5 * interval '1 ms'
       AND c.owned_by = 'bot' AND c.opted_out_at IS NULL AND c.erased_at IS NULL
       AND NOT EXISTS (SELECT FROM build_messages m WHERE m.build_id = $2
                        AND (m.at > now() - $5 * interval '1 ms' OR m.standing = $3))
    ON CONFLICT (idempotency_key) DO NOTHING RETURNING id`,
};

const END: Statement = {
  name: 'build-messages-end',
  text: `
    UPDATE build_messages SET state = 'done', at = now(), owner = NULL, lease_until = NULL, error_class = NULL, error_detail = NULL
     WHERE id = $1 AND epoch = $2 AND state = 'claimed' RETURNING id, pg_notify('conversations_changed', conversation_id::text)`,
};

const DROP: Statement = {
  name: 'build-messages-drop',
  text: `DELETE FROM build_messages WHERE id = $1 AND epoch = $2 AND state = 'claimed' RETURNING id`,
};
