export const buildStates = ['running', 'waiting_approval', 'paused', 'done', 'failed', 'cancelled'] as const;
export type BuildState = (typeof buildStates)[number];

export const phaseStates = [
  'blocked',
  'waiting_approval',
  'ready',
  'running',
  'done',
  'skipped',
  'reused',
  'failed',
  'cancelled',
] as const;
export type PhaseState = (typeof phaseStates)[number];

/** States in which a build still has something to do. */
const openStates: readonly BuildState[] = ['running', 'waiting_approval', 'paused'];

export const isOpen = (state: BuildState): boolean => openStates.includes(state);

/** `wait`: after what runs; `merge`: at once, beside what it does not touch; `replace`: instead of what runs. */
export type ChangePolicy = 'wait' | 'merge' | 'replace';

/** What a person asked for after the start. It is part of the inputs of its target phases alone. */
export interface Change {
  id: string;
  text: string;
  /** Names of phases. */
  targets: string[];
  policy: ChangePolicy;
  /** The revision that it made; 0 while it waits for the end of the one that runs. */
  revision: number;
  /** Whether it is part of the build as it stands: a rollback takes changes back. */
  isActive: boolean;
  /** Of the turn that asked for it. */
  traceparent?: string;
}

export interface Revision {
  number: number;
  createdAt: Date;
  cause: 'start' | 'change' | 'rollback';
  /** The change that was asked for, or the number of the revision that was restored. */
  detail: string;
  /** That of the build while this is the newest one; then how it ended. */
  state: BuildState;
  /** The revision that it was made from; 0 for the first. */
  parent: number;
}

/** A build as it stands, without its phases. */
export interface BuildRow {
  id: string;
  /** The tenant. */
  phoneNumberId: string;
  conversationId: string;
  /** Who asks; in this service a contact is known by the conversation. */
  contactId: string;
  title: string;
  request: string;
  /** ISO 639-1. */
  language: string;
  /**
   * Of the workflow as it runs now: the planner may have chosen another one than the first. What it does stands in the trace of
   * the turn that began it or asked for its last change.
   */
  workflow: { name: string; title: string; version: string; traceparent?: string };
  state: BuildState;
  /** Counted from 1: every change and every rollback makes the next. */
  revision: number;
  /** Those that are part of it, oldest first. */
  changes: Change[];
  /** From the catalogue, when it failed or is paused; else empty. */
  reason: string;
  createdAt: Date;
}
