import { randomUUID } from 'node:crypto';
import type { PatchedTurn } from './apply-patch.js';
import type { SessionOwner } from './session-builder.js';
import { SCHEMA, type SessionPatch } from './session.schema.js';

/** A conversation in which nothing has been answered yet. */
export const newOwner = (fields: Partial<SessionOwner> = {}): SessionOwner => ({
  id: 'c',
  phoneNumberId: '1',
  language: 'en',
  sessionVersion: 0,
  sessionTurn: null,
  ownedBy: 'bot',
  isOptedOut: false,
  ...fields,
});

export const newTurn = (fields: Partial<PatchedTurn> = {}, patch: Partial<SessionPatch> = {}): PatchedTurn => ({
  turnId: randomUUID(),
  task: 'two red shoes',
  answer: 'added',
  ...fields,
  patch: {
    schema: SCHEMA,
    lane: 'commerce',
    agent: 'commerce',
    phase: 'cart',
    openQuestion: 'quantity',
    locale: 'en',
    speaker: 'commerce',
    beganAt: Date.now() - 5_000,
    at: Date.now(),
    ...patch,
  },
});
