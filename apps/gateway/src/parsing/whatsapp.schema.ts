import { z } from 'zod';

/** Optional text. A member of the wrong kind counts as missing: it costs itself, not its message. */
const text = z.string().optional().catch(undefined);
const MAX_INT32 = 2 ** 31 - 1;
const int32 = z.int().min(-MAX_INT32).max(MAX_INT32).catch(0);
/** Printable and bounded: ids become keys, and are compared as they are. */
const id = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u);
/** Seconds since 1970, as text or (in some fields) as a number. */
export const unixSeconds = z.union([z.string().regex(/^\d{1,15}$/), z.number().nonnegative()]).transform(Number);
const errors = z
  .array(z.object({ code: int32, title: text }))
  .optional()
  .catch(undefined);

export const contactSchema = z.object({
  profile: z.object({ name: text }).optional().catch(undefined),
  wa_id: text,
  user_id: text,
  parent_user_id: text,
});
export type ContactItem = z.infer<typeof contactSchema>;

export const messageSchema = z.object({
  id,
  timestamp: unixSeconds,
  type: z.string().min(1).max(64).catch('unknown'),
  from: text,
  from_user_id: text,
  from_parent_user_id: text,
  group_id: text,
  context: z
    .object({
      id: text,
      forwarded: z.boolean().catch(false),
      frequently_forwarded: z.boolean().catch(false),
      referred_product: z
        .object({ catalog_id: text, product_retailer_id: z.string().min(1) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type MessageItem = z.infer<typeof messageSchema>;

export const statusSchema = z.object({
  id,
  status: z.string().min(1).max(64),
  timestamp: unixSeconds,
  biz_opaque_callback_data: text,
  errors,
});

export const userIdUpdateSchema = z.object({
  wa_id: text,
  user_id: z.object({ previous: z.string().min(1), current: z.string().min(1) }),
  parent_user_id: z.object({ previous: text }).optional().catch(undefined),
  timestamp: unixSeconds,
});

const role = z.object({ new_owner_role: text }).optional().catch(undefined);
/** The user is the sender and the business number the recipient, whoever took what from whom. */
export const handoverSchema = z.object({
  sender: z.object({ phone_number: text, wa_id: text, user_id: text }),
  recipient: z.object({ phone_number_id: text }),
  type: z.enum(['control_passed', 'control_taken']),
  timestamp: unixSeconds,
  control_passed: role,
  control_taken: role,
});

/** A message that somebody of the business wrote in another application. */
export const echoSchema = z.object({
  id,
  timestamp: unixSeconds,
  to: text,
  to_user_id: text,
  message: z.object({ to: text, to_user_id: text }).optional().catch(undefined),
});

export const preferenceSchema = z.object({
  wa_id: text,
  user_id: text,
  category: text,
  value: z.enum(['stop', 'resume', 'signup']),
  timestamp: unixSeconds,
});

/** The node of each type of message. */
export const nodes = {
  text: z.object({ body: z.string() }),
  media: z.object({
    id: z.string().min(1),
    mime_type: text,
    sha256: text,
    caption: text,
    filename: text,
    voice: z.boolean().optional().catch(undefined),
  }),
  location: z.object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: text,
    address: text,
  }),
  contacts: z
    .array(
      z
        .object({
          name: z.object({ formatted_name: text }).optional().catch(undefined),
          phones: z
            .array(z.object({ phone: text, wa_id: text }))
            .optional()
            .catch(undefined),
        })
        .catch({ name: undefined, phones: undefined }),
    )
    .min(1),
  button: z.object({ payload: text, text }),
  tap: z.object({ id: z.string(), title: text, description: text }),
  flow: z.object({ name: text, body: text, response_json: text }),
  order: z.object({
    catalog_id: text,
    text,
    product_items: z.array(
      z.object({
        product_retailer_id: text,
        quantity: int32,
        item_price: z.union([z.number(), z.string()]).transform(String).catch(''),
        currency: text,
      }),
    ),
  }),
  reaction: z.object({ message_id: id, emoji: text }),
  system: z.object({ type: text, wa_id: text, new_wa_id: text, user_id: text }),
  edit: z.object({ original_message_id: id, message: z.looseObject({ type: z.string() }) }),
  revoke: z.object({ original_message_id: id }),
  unsupported: z.object({ type: text }),
  errors: z.array(z.object({ code: int32 })),
};
