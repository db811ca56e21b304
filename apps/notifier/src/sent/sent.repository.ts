import { Inject, Injectable } from '@nestjs/common';
import { SentMessage } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';

/** What was sent, by the ids that Meta gave. */
@Injectable()
export class SentRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(messageIds: string[]): Promise<SentMessage[]> {
    const rows = await this.database.query<{ wamid: string; key: string; conversation: string }>(FIND, [messageIds]);
    return rows.map(({ wamid, key, conversation }) =>
      SentMessage.create({ messageId: wamid, idempotencyKey: key, conversationId: conversation }),
    );
  }
}

const FIND: Statement = {
  name: 'outbox-find-sent',
  text: `SELECT wamid, idempotency_key AS key, conversation_id AS conversation FROM outbox WHERE wamid = ANY($1::text[]) AND wamid IS NOT NULL`,
};
