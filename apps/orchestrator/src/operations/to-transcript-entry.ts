import { z } from 'zod';
import {
  ConversationEvent,
  InboundMessage,
  Confidence,
  Intent,
  Lane,
  MediaKind,
  SaidByBot,
  SaidByOperator,
  SaidByPerson,
  Source,
  TranscriptEntry,
  TurnRecord,
} from '#libs/contracts';
import { BUILDER } from '../conversations/state/choose-agent.js';
import { previewOf } from '../intake/preview-of.js';
import type { ReplyContent } from '../turns/turn-row.js';

/** A row of any of the tables that a transcript is made of. */
export interface EntryRow {
  id: string;
  at: string;
  what: 'said' | 'turn' | 'answered' | 'reported' | 'event';
  entry: Record<string, unknown>;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const whole = z.coerce.number().int().nonnegative().catch(0);

const saidSchema = z.object({ content: z.unknown(), disposition: text, isEdited: z.boolean(), isErased: z.boolean() });
const verdictSchema = z.object({
  intent: z.union([z.string(), z.number()]).optional(),
  lane: z.union([z.string(), z.number()]).optional(),
  source: z.union([z.string(), z.number()]).optional(),
  confidence: z.union([z.string(), z.number()]).optional(),
});
const usageSchema = z.object({
  model: text,
  inputTokens: whole,
  outputTokens: whole,
  cacheReadTokens: whole,
  costMicros: whole,
});
const toolSchema = z.object({ name: z.string(), status: text, durationMs: whole });
const turnSchema = z.object({
  stage: z.string(),
  verdict: verdictSchema.nullable(),
  usage: usageSchema.partial().nullable(),
  agent: text,
  tools: z.array(toolSchema).nullable().catch(null),
  answer: z.array(z.custom<ReplyContent>()).nullable(),
  error: text,
  attempts: z.number(),
});
const answeredSchema = z.object({ idempotencyKey: z.string(), operator: z.string(), body: z.string() });
const reportedSchema = z.object({ content: z.custom<ReplyContent>() });
const eventSchema = z.object({ type: z.string(), by: z.string(), detail: z.string() });

export const toTranscriptEntry = ({ id, at, what, entry }: EntryRow): TranscriptEntry =>
  TranscriptEntry.create({ id, at: new Date(at), entry: readers[what](id, entry) });

const readers: Record<EntryRow['what'], (id: string, entry: Record<string, unknown>) => TranscriptEntry['entry']> = {
  said: (id, entry) => ({ $case: 'said', value: toSaid(id, entry) }),
  turn: (id, entry) => ({ $case: 'turn', value: toTurn(id, entry) }),
  answered: (_id, entry) => {
    const { idempotencyKey, operator, body } = answeredSchema.parse(entry);
    return { $case: 'answered', value: SaidByOperator.create({ idempotencyKey, operator, text: body }) };
  },
  reported: (id, entry) => ({ $case: 'turn', value: toReport(id, entry) }),
  event: (_id, entry) => ({ $case: 'event', value: ConversationEvent.create(eventSchema.parse(entry)) }),
};

/** What was said about a build, as a turn that nobody has asked for. */
function toReport(idempotencyKey: string, entry: Record<string, unknown>): TurnRecord {
  const { content } = reportedSchema.parse(entry);
  return TurnRecord.create({
    turnId: idempotencyKey,
    stage: 'done',
    agent: BUILDER,
    replies: [toReply(idempotencyKey, content)],
  });
}

function toSaid(messageId: string, entry: Record<string, unknown>): SaidByPerson {
  const { content, disposition, isEdited, isErased } = saidSchema.parse(entry);
  const message = InboundMessage.fromJSON(content ?? {});
  return SaidByPerson.create({
    messageId,
    kind: kindOf(message),
    text: isErased ? '' : textOf(message),
    isEdited,
    isErased,
    disposition: lowerCase(disposition, 'DISPOSITION_'),
  });
}

/** Such as image, voice, location, reply. */
function kindOf({ content }: InboundMessage): string {
  if (content?.$case !== 'media')
    return (content?.$case ?? 'unsupported').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return lowerCase(MediaKind[content.value.kind] ?? 'media', 'MEDIA_KIND_');
}

function textOf(message: InboundMessage): string {
  const { content } = message;
  switch (content?.$case) {
    case 'text':
    case 'edit':
      return content.value.body;
    case 'media':
      return content.value.caption || content.value.filename;
    case 'reaction':
      return content.value.emoji;
    case 'location':
      return [content.value.name, content.value.address, `${content.value.latitude}, ${content.value.longitude}`]
        .filter(Boolean)
        .join('\n');
    case 'system':
    case 'unsupported':
      return content.value.type;
    case 'handover':
      return content.value.event;
    case 'preference':
      return content.value.value;
    default:
      return previewOf(message);
  }
}

function toTurn(turnId: string, entry: Record<string, unknown>): TurnRecord {
  const { verdict, usage, tools, answer, ...turn } = turnSchema.parse(entry);
  return TurnRecord.create({
    ...turn,
    ...usage,
    costMicros: `${usage?.costMicros ?? 0}`,
    turnId,
    intent: nameOf(verdict?.intent, Intent, 'INTENT_'),
    lane: nameOf(verdict?.lane, Lane, 'LANE_'),
    source: nameOf(verdict?.source, Source, 'SOURCE_'),
    confidence: nameOf(verdict?.confidence, Confidence, 'CONFIDENCE_'),
    tools: tools ?? [],
    replies: (answer ?? []).map((content, index) => toReply(`${turnId}:${index}`, content)),
  });
}

const toReply = (idempotencyKey: string, content: ReplyContent): SaidByBot =>
  SaidByBot.create({
    idempotencyKey,
    kind: content.$case,
    text: content.$case === 'image' ? content.value.caption : content.value.body,
    choices: 'choices' in content.value ? content.value.choices.map(({ title }) => title) : [],
  });

/** Verdicts are stored with the numbers of their enums. */
const nameOf = (value: string | number | undefined, names: Record<number, string>, prefix: string): string =>
  lowerCase(typeof value === 'number' ? (names[value] ?? '') : (value ?? ''), prefix);

const lowerCase = (name: string, prefix: string): string => name.replace(prefix, '').toLowerCase();
