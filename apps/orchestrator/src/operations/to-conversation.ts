import { z } from 'zod';
import { Conversation, Handoff, Owner } from '#libs/contracts';

/** A conversation as `conversationColumns` reads it. */
export interface ConversationRow {
  id: string;
  phoneNumberId: string;
  name: string;
  waId: string;
  ownedBy: 'bot' | 'waiting' | 'human' | 'other_app';
  operator: string;
  language: string;
  lastMessageAt: string;
  preview: string;
  unread: number;
  windowClosesAt: string | null;
  hasSetAside: boolean;
  isOptedOut: boolean;
  handoff: unknown;
  agent: string;
  /** Its place in the list. */
  listedAt: string;
}

/**
 * Columns of `ConversationRow` from `conversations c` joined with `conversationJoins`. Answers do not touch the row of their
 * conversation: what the bot said last is looked up.
 */
export const conversationColumns = `
  c.id, c.phone_number_id AS "phoneNumberId", coalesce(c.name, '') AS name, coalesce(c.wa_id, '') AS "waId",
  c.owned_by AS "ownedBy", coalesce(c.operator, '') AS operator, coalesce(c.language, '') AS language,
  to_json(greatest(c.last_message_at, newest.answered_at)) AS "lastMessageAt",
  CASE WHEN newest.answered_at > c.last_message_at AND newest.reply <> '' THEN left(newest.reply, 120) ELSE c.preview END AS preview,
  c.unread, to_json(c.last_inbound_at + interval '24 hours') AS "windowClosesAt",
  EXISTS (SELECT FROM turns t WHERE t.conversation_id = c.id AND t.stage = 'set_aside') AS "hasSetAside",
  c.opted_out_at IS NOT NULL AS "isOptedOut", c.handoff, coalesce(newest.agent, '') AS agent, to_json(c.last_message_at) AS "listedAt"`;

export const conversationJoins = `
  LEFT JOIN LATERAL (
    SELECT t.reply, t.answered_at, coalesce(t.agent, t.verdict->>'agent') AS agent FROM turns t
     WHERE t.conversation_id = c.id AND t.stage IN ('answered', 'done') ORDER BY t.to_seq DESC LIMIT 1) AS newest ON true`;

const owners = {
  bot: Owner.OWNER_BOT,
  waiting: Owner.OWNER_WAITING,
  human: Owner.OWNER_HUMAN,
  other_app: Owner.OWNER_OTHER_APP,
};

export const handoffSchema = z.object({
  reason: z.string(),
  summary: z.string(),
  priority: z.string(),
  requestedAt: z.coerce.date(),
  escalatedAt: z.coerce.date().optional(),
});

export const toConversation = (row: ConversationRow): Conversation =>
  Conversation.create({
    id: row.id,
    phoneNumberId: row.phoneNumberId,
    contactName: row.name,
    waId: row.waId,
    owner: owners[row.ownedBy],
    operator: row.operator,
    language: row.language,
    lastMessageAt: new Date(row.lastMessageAt),
    preview: row.preview,
    unread: row.unread,
    windowClosesAt: row.windowClosesAt ? new Date(row.windowClosesAt) : undefined,
    hasSetAside: row.hasSetAside,
    isOptedOut: row.isOptedOut,
    handoff: row.handoff ? Handoff.create(handoffSchema.parse(row.handoff)) : undefined,
    agent: row.agent,
  });
