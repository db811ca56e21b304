import type { z } from 'zod';
import type { InboundMessage } from '#libs/contracts';
import type { JsonObject } from './json-object.js';

export type Content = NonNullable<InboundMessage['content']>;
export type Reader = (message: JsonObject) => Content | undefined;

/** Characters of an id or another opaque value. */
export const MAX_ID = 512;

/** Reads the member `name` of a message; a missing or malformed one gives undefined. */
export const node =
  <S extends z.ZodType>(name: string, schema: S, toContent: (value: z.infer<S>) => Content | undefined): Reader =>
  (message) => {
    const parsed = schema.safeParse(message[name]);
    return parsed.success ? toContent(parsed.data) : undefined;
  };
