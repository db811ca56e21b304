import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database } from '#libs/database';
import { AppError } from '#libs/errors';
import type { ChangeOutcome, NewTicket, Ticket, TicketChange, TicketOwner } from './ticket.js';
import { newTicketNumber } from './ticket-number.js';
import { CHANGE_TICKETS, FIND_BY_TURN, FIND_TICKETS, OPEN_TICKETS } from './ticket-statements.js';

/** Numbers are drawn; one that is taken is drawn again. */
const draws = 5;

type Placed<Row> = Row & { place: number };

/** Tickets of people. Whoever names another person's ticket finds nothing. */
@Injectable()
export class TicketsRepository {
  private readonly openings = new Batcher<NewTicket, string>((items) => this.openAll(items), { maxSize: 100 });
  private readonly changes = new Batcher<TicketChange, ChangeOutcome>((items) => this.changeAll(items), {
    maxSize: 100,
  });
  private readonly searches = new Batcher<TicketOwner & { number: string }, Ticket[]>((items) => this.findAll(items));

  constructor(@Inject(Database) private readonly database: Database) {}

  /** The number of the ticket that this turn opened, now or before. */
  open(ticket: NewTicket): Promise<string> {
    return this.openings.load(ticket);
  }

  change(change: TicketChange): Promise<ChangeOutcome> {
    return this.changes.load(change);
  }

  /** The ten newest, the newest first. */
  list({ phoneNumberId, contactId }: TicketOwner): Promise<Ticket[]> {
    return this.searches.load({ phoneNumberId, contactId, number: '' });
  }

  async find({ phoneNumberId, contactId }: TicketOwner, number: string): Promise<Ticket | undefined> {
    const [ticket] = await this.searches.load({ phoneNumberId, contactId, number });
    return ticket;
  }

  private async openAll(tickets: readonly NewTicket[]): Promise<(string | Error)[]> {
    const numbers = new Map<NewTicket, string>();
    for (let draw = 0; draw < draws && numbers.size < tickets.length; draw++) {
      const missing = tickets.filter((ticket) => !numbers.has(ticket));
      await this.insert(missing);
      // In a statement of its own: what another replica has just committed for the same turn is visible only to a later one
      for (const { place, number } of await this.findByTurn(missing)) numbers.set(missing[place - 1]!, number);
    }
    return tickets.map(
      (ticket) => numbers.get(ticket) ?? new AppError('INTERNAL', { message: 'no ticket number was free' }),
    );
  }

  private insert(tickets: NewTicket[]): Promise<unknown> {
    return this.database.query(OPEN_TICKETS, [
      tickets.map(({ phoneNumberId }) => phoneNumberId),
      tickets.map(({ contactId }) => contactId),
      tickets.map(({ conversationId }) => conversationId),
      tickets.map(({ turnId }) => turnId),
      tickets.map(() => newTicketNumber()),
      tickets.map(({ subject }) => subject),
      tickets.map(({ details }) => details),
      tickets.map(({ priority }) => priority),
      tickets.map(({ rules }) => rules.join(' ')),
      tickets.map(({ openedAt }) => openedAt),
      tickets.map(({ firstResponseDue }) => firstResponseDue),
      tickets.map(({ resolutionDue }) => resolutionDue),
    ]);
  }

  private findByTurn(tickets: NewTicket[]): Promise<Placed<{ number: string }>[]> {
    return this.database.query(FIND_BY_TURN, [
      tickets.map(({ phoneNumberId }) => phoneNumberId),
      tickets.map(({ contactId }) => contactId),
      tickets.map(({ turnId }) => turnId),
    ]);
  }

  /** A statement changes a row once: what a batch wants of the same ticket is done one after the other. */
  private async changeAll(items: readonly TicketChange[]): Promise<ChangeOutcome[]> {
    const outcomes = new Map<TicketChange, ChangeOutcome>();
    let left = [...items];
    while (left.length > 0) {
      const wave = new Map<string, TicketChange>();
      for (const item of left) {
        const key = `${item.phoneNumberId} ${item.number}`;
        if (!wave.has(key)) wave.set(key, item);
      }
      const changes = [...wave.values()];
      for (const { place, outcome } of await this.changeWave(changes)) outcomes.set(changes[place - 1]!, outcome);
      left = left.filter((item) => !changes.includes(item));
    }
    return items.map((item) => outcomes.get(item) ?? 'unknown');
  }

  private changeWave(changes: TicketChange[]): Promise<Placed<{ outcome: ChangeOutcome }>[]> {
    return this.database.query(CHANGE_TICKETS, [
      changes.map(({ phoneNumberId }) => phoneNumberId),
      changes.map(({ contactId }) => contactId),
      changes.map(({ number }) => number),
      changes.map(({ kind }) => kind),
      changes.map(({ turnId }) => turnId),
      changes.map(({ text }) => text),
      changes.map(({ at }) => at),
      changes.map(({ priority }) => priority),
      changes.map(({ rules }) => rules.join(' ')),
      changes.map(({ firstResponseDue }) => firstResponseDue),
      changes.map(({ resolutionDue }) => resolutionDue),
    ]);
  }

  private async findAll(wanted: readonly (TicketOwner & { number: string })[]): Promise<Ticket[][]> {
    const rows = await this.database.query<Placed<Ticket>>(FIND_TICKETS, [
      wanted.map(({ phoneNumberId }) => phoneNumberId),
      wanted.map(({ contactId }) => contactId),
      wanted.map(({ number }) => number),
    ]);
    const found: Ticket[][] = wanted.map(() => []);
    for (const row of rows) found[row.place - 1]!.push(row);
    return found;
  }
}
