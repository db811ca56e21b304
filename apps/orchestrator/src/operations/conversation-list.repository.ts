import { Inject, Injectable } from '@nestjs/common';
import { type Conversation, ConversationFilter } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { type Place, readPageToken, toPageToken } from './page-token.js';
import { conversationColumns, conversationJoins, type ConversationRow, toConversation } from './to-conversation.js';

export interface ListQuestion {
  phoneNumberId: string;
  query: string;
  filter: ConversationFilter;
  pageSize: number;
  pageToken: string;
}

interface Page {
  conversations: Conversation[];
  nextPageToken: string;
}

/**
 * How many conversations one page of a search looks at; the next page goes on from there. An index of all names and words
 * would be written three times in every turn, for something that operators do now and then.
 */
const SEARCH_DEPTH = 20_000;

/** Conversations for operators, the one with the newest message first. */
@Injectable()
export class ConversationListRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async list({ phoneNumberId, query, filter, pageSize, pageToken }: ListQuestion): Promise<Page> {
    const from = readPageToken(pageToken);
    const depth = query ? SEARCH_DEPTH : pageSize + 1;
    const [found] = await this.database.query<{ rows: ConversationRow[] | null; looked: number; last: Place | null }>(
      statementOf(filter),
      [from?.at ?? 'infinity', from?.id ?? LAST_ID, phoneNumberId, pattern(query), depth, pageSize + 1],
    );
    const rows = found?.rows ?? [];
    const page = rows.slice(0, pageSize);
    const next = rows.length > pageSize ? placeOf(page.at(-1)!) : found?.looked === depth ? found.last : undefined;
    return { conversations: page.map((row) => toConversation(row)), nextPageToken: next ? toPageToken(next) : '' };
  }

  /** Those that exist, in no order. */
  async find(ids: readonly string[]): Promise<Conversation[]> {
    const rows = await this.database.query<ConversationRow & Record<string, unknown>>(FIND, [ids]);
    return rows.map((row) => toConversation(row));
  }

  /** Those in which something was said since, the newest first. */
  async changedSince(seconds: number, limit: number): Promise<Conversation[]> {
    const rows = await this.database.query<ConversationRow & Record<string, unknown>>(CHANGED, [seconds, limit]);
    return rows.map((row) => toConversation(row));
  }
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const placeOf = ({ listedAt, id }: ConversationRow): Place => ({ at: listedAt, id });
const pattern = (query: string): string => (query ? `%${query.replace(/[\\%_]/g, String.raw`\$&`)}%` : '');

/** Each names the condition of an index where there is one. */
const conditions: Partial<Record<ConversationFilter, [name: string, sql: string]>> = {
  [ConversationFilter.CONVERSATION_FILTER_UNREAD]: ['unread', "(c.owned_by <> 'bot' OR c.unread > 0) AND c.unread > 0"],
  [ConversationFilter.CONVERSATION_FILTER_WAITING]: [
    'waiting',
    "(c.owned_by <> 'bot' OR c.unread > 0) AND c.owned_by = 'waiting'",
  ],
  [ConversationFilter.CONVERSATION_FILTER_HUMAN]: [
    'human',
    "(c.owned_by <> 'bot' OR c.unread > 0) AND c.owned_by = 'human'",
  ],
  [ConversationFilter.CONVERSATION_FILTER_SET_ASIDE]: [
    'set-aside',
    "c.id IN (SELECT t.conversation_id FROM turns t WHERE t.stage = 'set_aside')",
  ],
};

const shown = "c.state <> 'merged' AND c.erased_at IS NULL";

/** $1 and $2 the place to go on from, $3 number or empty, $4 pattern or empty, $5 how many to look at, $6 how many to answer. */
function statementOf(filter: ConversationFilter): Statement {
  const [name, condition] = conditions[filter] ?? ['all', 'true'];
  return {
    name: `conversations-list-${name}`,
    text: `
      WITH looked AS MATERIALIZED (
        SELECT c.id, c.last_message_at, c.name, c.wa_id, c.preview FROM conversations c
         WHERE (c.last_message_at, c.id) < ($1::timestamptz, $2::uuid) AND ($3 = '' OR c.phone_number_id = $3)
           AND ${shown} AND ${condition}
         ORDER BY c.last_message_at DESC, c.id DESC LIMIT $5),
      found AS MATERIALIZED (
        SELECT id, last_message_at FROM looked
         WHERE $4 = '' OR name ILIKE $4 OR wa_id LIKE $4 OR preview ILIKE $4
         ORDER BY last_message_at DESC, id DESC LIMIT $6),
      listed AS (
        SELECT row_number() OVER (ORDER BY found.last_message_at DESC, found.id DESC) AS place, ${conversationColumns}
          FROM found JOIN conversations c ON c.id = found.id ${conversationJoins})
      SELECT (SELECT json_agg(listed ORDER BY place) FROM listed) AS rows, (SELECT count(*)::int FROM looked) AS looked,
             (SELECT json_build_object('at', to_json(last_message_at), 'id', id) FROM looked
               ORDER BY last_message_at, id LIMIT 1) AS last`,
  };
}

const FIND: Statement = {
  name: 'conversations-find',
  text: `SELECT ${conversationColumns} FROM conversations c ${conversationJoins} WHERE c.id = ANY ($1::uuid[]) AND ${shown}`,
};

const CHANGED: Statement = {
  name: 'conversations-changed',
  text: `
    SELECT ${conversationColumns} FROM conversations c ${conversationJoins}
     WHERE c.last_message_at > now() - $1 * interval '1 second' AND ${shown} ORDER BY c.last_message_at DESC LIMIT $2`,
};
