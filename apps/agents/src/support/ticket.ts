import type { Priority } from './priority.js';

export type TicketStatus = 'open' | 'answered' | 'closed';
export type EntryKind = 'opened' | 'added' | 'closed' | 'reopened' | 'answered';

/** Whose tickets: verified, never what a model wrote. */
export interface TicketOwner {
  phoneNumberId: string;
  contactId: string;
}

export interface TicketEntry {
  kind: EntryKind;
  text: string;
  at: string;
}

export interface Ticket {
  number: string;
  subject: string;
  /** `answered` waits for the person, `open` for the team. */
  status: TicketStatus;
  priority: Priority;
  openedAt: Date;
  changedAt: Date;
  firstResponseDue: Date;
  resolutionDue: Date;
  respondedAt: Date | null;
  closedAt: Date | null;
  /** The newest ones, oldest first. */
  entries: TicketEntry[];
}

export interface NewTicket extends TicketOwner {
  conversationId: string;
  turnId: string;
  subject: string;
  details: string;
  priority: Priority;
  rules: string[];
  openedAt: Date;
  firstResponseDue: Date;
  resolutionDue: Date;
}

/** What a turn of the person does to a ticket. */
export interface TicketChange extends TicketOwner {
  number: string;
  kind: 'added' | 'closed' | 'reopened';
  turnId: string;
  text: string;
  at: Date;
  priority: Priority;
  rules: string[];
  firstResponseDue: Date;
  resolutionDue: Date;
}

/** `repeated`: this turn had done it before. `refused`: the ticket is closed, or for reopening not closed. */
export type ChangeOutcome = 'changed' | 'repeated' | 'refused' | 'unknown';
