import { z } from 'zod';

const replyTo = z.string().optional();
const media = { dataUrl: z.string().min(1), caption: z.string().optional(), filename: z.string().optional(), replyTo };
/** What is asked about, from the catalogue of the number. */
const product = z.object({ catalogId: z.string().max(64).default('1'), productId: z.string().trim().min(1).max(200) });
const tap = { messageId: z.string(), choiceId: z.string() };

/** What a person can do in a chat. */
export const phoneInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(200_000), product: product.optional(), replyTo }),
  z.object({ kind: z.enum(['image', 'document', 'video', 'sticker']), ...media }),
  z.object({ kind: z.literal('voice'), dataUrl: z.string().min(1), seconds: z.number().min(0), replyTo }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().optional(),
    address: z.string().optional(),
    replyTo,
  }),
  z.object({ kind: z.literal('contacts'), cards: z.array(z.object({ name: z.string(), phone: z.string() })).min(1) }),
  z.object({ kind: z.literal('button_reply'), ...tap }),
  z.object({ kind: z.literal('list_reply'), ...tap }),
  z.object({ kind: z.literal('reaction'), messageId: z.string(), emoji: z.string() }),
]);

export type PhoneInput = z.infer<typeof phoneInputSchema>;
export type ReactionInput = Extract<PhoneInput, { kind: 'reaction' }>;
export type MessageInput = Exclude<PhoneInput, ReactionInput>;

export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(60),
  hideNumber: z.boolean().default(false),
});
export const editSchema = z.object({ text: z.string().min(1).max(200_000) });
