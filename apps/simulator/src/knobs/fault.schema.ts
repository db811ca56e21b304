import { z } from 'zod';

/** What can be made to fail. */
const endpoints = [
  'messages',
  /** The read and typing call, which shares the path of sends. */
  'read',
  /** What follows an accepted send. */
  'statuses',
  'media-upload',
  /** Reading an object by its id: a file, the number. */
  'media',
  'media-download',
  'media-delete',
  'automation',
] as const;
export type Endpoint = (typeof endpoints)[number];

const effects = [
  /** The connection is reset and nothing is done. */
  'reset-before',
  /** Nothing is done and nothing is answered. */
  'hang',
  /** A 5xx, and nothing is done. */
  '5xx-before',
  /** Refused with a Graph error of `code`. */
  'graph-error',
  /** An empty 404, as an expired media URL gives. */
  'not-found',
  /** Done, and the connection is reset instead of an answer. */
  'drop-after-accept',
  /** Done, and never answered. */
  'hang-after-accept',
  /** Done, and answered with a 5xx. */
  '5xx-after',
  /** Done, and the answer breaks off in the middle of its body. */
  'truncate',
  /** Done, and answered `delayMs` later. */
  'slow',
  /** Of statuses: `failed` with `code` instead of the usual ones. */
  'failed',
  /** Of statuses: none ever comes. */
  'never',
  /** Of statuses: each comes `delayMs` late, with the time at which it happened. */
  'late',
] as const;
export type EffectName = (typeof effects)[number];

const statusEffects: readonly EffectName[] = ['failed', 'never', 'late'];
const needCode: readonly EffectName[] = ['graph-error', 'failed'];

const whenSchema = z.union([
  z.literal('always'),
  z
    .strictObject({
      /** The next n matching calls, then never again. */
      next: z.number().int().min(1).optional(),
      /** Every nth matching call. */
      every: z.number().int().min(1).optional(),
      /** Only calls to this person: digits of the number, or the BSUID. */
      contact: z.string().min(1).optional(),
    })
    .refine(({ next, every }) => next === undefined || every === undefined, 'next and every exclude each other'),
]);

export const faultSchema = z
  .strictObject({
    endpoint: z.enum(endpoints),
    effect: z.enum(effects),
    /** Graph error code of `graph-error`, `failed` and the 5xx effects. */
    code: z.number().int().min(0).optional(),
    subcode: z.number().int().optional(),
    /** HTTP status, if it is to differ from the usual one of the code. */
    httpStatus: z.number().int().min(400).max(599).optional(),
    /** Seconds of a `Retry-After` header. */
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** For `slow` and `late`. */
    delayMs: z.number().int().min(0).max(600_000).optional(),
    when: whenSchema.default('always'),
  })
  .refine(
    ({ endpoint, effect }) => (endpoint === 'statuses') === statusEffects.includes(effect),
    'failed, never and late belong to statuses, and the other effects to the other endpoints',
  )
  .refine(({ effect, code }) => code !== undefined || !needCode.includes(effect), 'this effect needs a code')
  .refine(({ effect, delayMs }) => delayMs !== undefined || effect !== 'late', 'this effect needs a delayMs');

export type Fault = z.infer<typeof faultSchema>;
