import type { z } from 'zod';
import type { SessionOwner } from './session-builder.js';
import {
  LIMITS,
  patchSchema,
  type Session,
  type SessionPatch,
  sessionSchema,
  type Summary,
  summarySchema,
} from './session.schema.js';
import { patchMigrations, sessionMigrations, upcast } from './upcast.js';

export type Validated<T> = { value: T } | { problem: string };

/** A stored session, if it is one, and this conversation's. @throws AppError STATE_TOO_NEW */
export function validateSession(json: string, { id, phoneNumberId }: SessionOwner): Validated<Session> {
  const parsed = parse(json, sessionMigrations, sessionSchema);
  if ('problem' in parsed) return parsed;
  const { identity, slots } = parsed.value;
  if (identity.contactId !== id || identity.phoneNumberId !== phoneNumberId) return { problem: 'identity' };
  return sizeOf(slots) > LIMITS.allSlotsBytes ? { problem: 'slots' } : parsed;
}

/** A stored summary, or none. */
export function validateSummary(json: string | null): Validated<Summary | null> {
  return json === null ? { value: null } : parse(json, {}, summarySchema);
}

/** A stored patch, if it is one. @throws AppError STATE_TOO_NEW */
export function validatePatch(stored: unknown): Validated<SessionPatch> {
  return check(upcast(stored, patchMigrations), patchSchema);
}

/** What an agent wants to note: one object of its own, within its share and that of all agents. */
export function validateSlots(
  json: string,
  agent: string,
  others: Session['slots'],
): Validated<Session['slots'][string]> {
  if (Buffer.byteLength(json) > LIMITS.slotsBytes) return { problem: 'too large' };
  try {
    const value: unknown = JSON.parse(json);
    const parsed = sessionSchema.shape.slots.safeParse({ [agent]: value });
    if (!parsed.success) return { problem: 'no object of JSON' };
    if (UNSTORABLE.test(JSON.stringify(value))) return { problem: 'characters that are no text' };
    const all = { ...others, ...parsed.data };
    return sizeOf(all) > LIMITS.allSlotsBytes ? { problem: 'too large together' } : { value: parsed.data[agent]! };
  } catch {
    return { problem: 'no JSON' };
  }
}

function parse<T>(json: string, migrations: Parameters<typeof upcast>[1], schema: z.ZodType<T>): Validated<T> {
  let stored: unknown;
  try {
    stored = JSON.parse(json);
  } catch {
    return { problem: 'no JSON' };
  }
  return check(upcast(stored, migrations), schema);
}

function check<T>(value: unknown, schema: z.ZodType<T>): Validated<T> {
  const { success, data, error } = schema.safeParse(value);
  return success ? { value: data } : { problem: error.issues[0]?.path.join('.') || 'schema' };
}

/** Postgres keeps neither NUL nor half a character in jsonb, and one such value would fail the turns it is stored with. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i;

const sizeOf = (slots: Session['slots']): number =>
  Object.keys(slots).length === 0 ? 0 : Buffer.byteLength(JSON.stringify(slots));
