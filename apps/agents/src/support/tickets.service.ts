import { Inject, Injectable } from '@nestjs/common';
import { ToolError } from '../tools/tool-error.js';
import { BusinessHours } from './business-hours.js';
import { decidePriority, higher, type Impact, type Priority } from './priority.js';
import { deadlinesOf } from './sla-clock.js';
import type { EntryKind, Ticket, TicketOwner } from './ticket.js';
import { readTicketNumber } from './ticket-number.js';
import { TicketsRepository } from './tickets.repository.js';

/** A turn of a person, verified. */
export interface SupportTurn extends TicketOwner {
  conversationId: string;
  turnId: string;
}

export interface Matter {
  subject: string;
  details: string;
  impact: Impact;
}

const repeatedWithinMs = 7 * 24 * 3_600_000;

/** Opens and changes tickets by the rules of the house: priority, clock, whose they are. */
@Injectable()
export class TicketsService {
  constructor(
    @Inject(TicketsRepository) private readonly tickets: TicketsRepository,
    @Inject(BusinessHours) private readonly hours: Pick<BusinessHours, 'of'>,
  ) {}

  list(owner: TicketOwner): Promise<Ticket[]> {
    return this.tickets.list(owner);
  }

  /** @throws ToolError ticket_not_found also for a number that is somebody else's: nobody learns that it exists */
  async find(owner: TicketOwner, number: string): Promise<Ticket> {
    const known = readTicketNumber(number);
    const ticket = known && (await this.tickets.find(owner, known));
    if (!ticket) throw notFound();
    return ticket;
  }

  timeZone(phoneNumberId: string): string {
    return this.hours.of(phoneNumberId).timeZone;
  }

  async open(turn: SupportTurn, { subject, details, impact }: Matter): Promise<Ticket> {
    const openedAt = new Date();
    const { working } = this.hours.of(turn.phoneNumberId);
    const earlier = await this.tickets.list(turn);
    const recentTickets = earlier.filter((ticket) => +openedAt - +ticket.openedAt < repeatedWithinMs).length;
    const text = `${subject}\n${details}`;
    const { priority, rules } = decidePriority({ text, impact, recentTickets, isReopened: false });
    const number = await this.tickets.open({
      ...turn,
      subject,
      details,
      priority,
      rules,
      openedAt,
      ...deadlinesOf(priority, openedAt, working),
    });
    return this.find(turn, number);
  }

  /** What the person adds may raise the priority and bring the deadlines closer, never the other way. */
  add(turn: SupportTurn, number: string, text: string): Promise<Ticket> {
    return this.change(turn, number, 'added', text);
  }

  close(turn: SupportTurn, number: string, text: string): Promise<Ticket> {
    return this.change(turn, number, 'closed', text);
  }

  /** Both clocks begin anew. */
  reopen(turn: SupportTurn, number: string, text: string): Promise<Ticket> {
    return this.change(turn, number, 'reopened', text);
  }

  private async change(
    turn: SupportTurn,
    given: string,
    kind: Exclude<EntryKind, 'opened' | 'answered'>,
    text: string,
  ): Promise<Ticket> {
    const ticket = await this.find(turn, given);
    const at = new Date();
    const terms = kind === 'closed' ? keep(ticket) : this.revise(turn, ticket, kind === 'reopened', text, at);
    const { phoneNumberId, contactId, turnId } = turn;
    const change = { phoneNumberId, contactId, turnId, number: ticket.number, kind, text, at, ...terms };
    const outcome = await this.tickets.change(change);
    if (outcome === 'unknown') throw notFound();
    if (outcome === 'refused') throw refused(kind, ticket.number);
    return this.find(turn, ticket.number);
  }

  private revise(turn: SupportTurn, ticket: Ticket, isReopened: boolean, text: string, at: Date) {
    const { working } = this.hours.of(turn.phoneNumberId);
    const words = decidePriority({ text, impact: 'question', recentTickets: 0, isReopened });
    const priority: Priority = higher(ticket.priority, words.priority);
    if (isReopened) return { priority, rules: words.rules, ...deadlinesOf(priority, at, working) };
    const sooner = deadlinesOf(priority, ticket.openedAt, working);
    return {
      priority,
      rules: words.rules,
      firstResponseDue: earliest(ticket.firstResponseDue, sooner.firstResponseDue),
      resolutionDue: earliest(ticket.resolutionDue, sooner.resolutionDue),
    };
  }
}

const keep = ({ priority, firstResponseDue, resolutionDue }: Ticket) => ({
  priority,
  rules: ['closed'],
  firstResponseDue,
  resolutionDue,
});

const earliest = (one: Date, other: Date): Date => (one < other ? one : other);

const notFound = (): ToolError =>
  new ToolError(
    'ticket_not_found',
    'This person has no ticket with that number. Ask for the number or list their tickets.',
  );

const refused = (kind: string, number: string): ToolError =>
  kind === 'reopened'
    ? new ToolError('ticket_not_closed', 'The ticket is not closed: add to it instead.', { number })
    : new ToolError('ticket_closed', 'The ticket is closed. Ask whether it should be opened again.', { number });
