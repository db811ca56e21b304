import { z } from 'zod';
import { ConversationFilter } from '#libs/contracts';
import { AppError } from '#libs/errors';

/** Ids and page tokens are opaque here: bounded, and without what a log or a path could trip over. */
export const id = z.string().regex(/^[\w.:+=/-]{1,200}$/);
export const pageToken = z.string().max(500).default('');
export const idempotencyKey = z.uuid();

const filters = {
  all: ConversationFilter.CONVERSATION_FILTER_UNSPECIFIED,
  unread: ConversationFilter.CONVERSATION_FILTER_UNREAD,
  waiting: ConversationFilter.CONVERSATION_FILTER_WAITING,
  human: ConversationFilter.CONVERSATION_FILTER_HUMAN,
  set_aside: ConversationFilter.CONVERSATION_FILTER_SET_ASIDE,
} as const;

/** Shown to colleagues and written into the events of a conversation. */
const operator = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{M}\p{N} .,'’_-]{1,60}$/u);

export const signIn = z.object({ token: z.string().min(1).max(500), operator });

export const search = z.object({
  query: z.string().trim().max(200).default(''),
  filter: z
    .enum(['all', 'unread', 'waiting', 'human', 'set_aside'])
    .default('all')
    .transform((name) => filters[name]),
  phoneNumberId: z.string().max(40).regex(/^\d*$/).default(''),
  pageSize: z.number().int().min(1).max(200).default(50),
  pageToken,
});

export const onConversation = z.object({ id });
export const onTurn = z.object({ id });
export const page = z.object({ before: pageToken });
export const takeOver = z.object({ idempotencyKey });
export const handBack = z.object({ note: z.string().trim().max(2_000).default(''), idempotencyKey });
export const answer = z.object({ text: z.string().trim().min(1).max(4_096), idempotencyKey });
/** Erasing cannot be taken back: the request itself says that it is meant. */
export const erase = z.object({ confirm: z.literal('erase') });

/** @throws AppError INVALID_REQUEST that names the field */
export function parse<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.') || 'body';
  throw new AppError('INVALID_REQUEST', { message: `not valid: ${field}`, metadata: { field } });
}
