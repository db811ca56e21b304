import type { z } from 'zod';
import type { SessionOwner } from './session-builder.js';
import { LIMITS, patchSchema, type Session, type SessionPatch, sessionSchema } from './session.schema.js';
import { patchMigrations, sessionMigrations, upcast } from './upcast.js';

/** A session in the parts in which Redis keeps it, each as JSON. */
interface StoredSession {
  head: string;
  turns: string[];
  summary: string | null;
}

export type Validated<T> = { value: T } | { problem: string };

/** A stored session, if it is one, and this conversation's. @throws AppError STATE_TOO_NEW */
export function validateSession(copy: StoredSession, { id, phoneNumberId }: SessionOwner): Validated<Session> {
  const stored = parse(
    `{"head":${copy.head || null},"summary":${copy.summary ?? null},"turns":[${copy.turns.join(',')}]}`,
  );
  if (!isStored(stored)) return { problem: 'no JSON' };
  const { head, summary, turns } = stored;
  const checked = check(upcast({ ...head, summary, turns }, sessionMigrations), sessionSchema);
  if ('problem' in checked) return checked;
  const { identity, slots } = checked.value;
  if (identity.contactId !== id || identity.phoneNumberId !== phoneNumberId) return { problem: 'identity' };
  return sizeOf(slots) > LIMITS.allSlotsBytes ? { problem: 'slots' } : checked;
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
  const value = parse(json);
  const parsed = sessionSchema.shape.slots.safeParse({ [agent]: value });
  if (!parsed.success) return { problem: 'no object of JSON' };
  if (UNSTORABLE.test(JSON.stringify(value))) return { problem: 'characters that are no text' };
  const all = { ...others, ...parsed.data };
  return sizeOf(all) > LIMITS.allSlotsBytes ? { problem: 'too large together' } : { value: parsed.data[agent]! };
}

/** Undefined for what is no JSON. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const isStored = (value: unknown): value is { head: object; summary: unknown; turns: unknown[] } =>
  typeof value === 'object' && value !== null && 'head' in value && typeof value.head === 'object';

function check<T>(value: unknown, schema: z.ZodType<T>): Validated<T> {
  const { success, data, error } = schema.safeParse(value);
  return success ? { value: data } : { problem: error.issues[0]?.path.join('.') || 'schema' };
}

/** Postgres keeps neither NUL nor half a character in jsonb, and one such value would fail the turns it is stored with. */
const UNSTORABLE = /\\u(0000|d[89a-f])/i;

const sizeOf = (slots: Session['slots']): number =>
  Object.keys(slots).length === 0 ? 0 : Buffer.byteLength(JSON.stringify(slots));
