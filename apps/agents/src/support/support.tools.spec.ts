import { Logger } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Database, migrate } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import type { Tool, ToolContext, ToolResult } from '../tools/tool.js';
import { SupportTools } from './support.tools.js';
import { TicketGauges } from './ticket-gauges.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';
import { roundTheClock } from './sla-clock.js';
import { readTicketNumber } from './ticket-number.js';

interface View {
  number: string;
  status: string;
  priority: string;
  overdue: boolean;
  clocks: { first_response: string; resolution: string };
  history: { kind: string; text: string }[];
}

describe(SupportTools.name, () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let repository: TicketsRepository;
  let tools: Map<string, Tool>;
  let turns = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('agents');
    await migrate({ url: testDatabase.url, entities: [], migrations });
    database = new Database(await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize());
    const hours = { of: () => ({ working: roundTheClock, timeZone: 'Europe/Madrid' }) };
    repository = new TicketsRepository(database);
    const service = new TicketsService(repository, hours);
    tools = new Map(new SupportTools(service).tools().map((tool) => [tool.name, tool]));
  });
  afterAll(async () => {
    await database?.close();
    await testDatabase?.drop();
  });

  const person = (contactId: string, more: Partial<ToolContext> = {}): ToolContext => ({
    phoneNumberId: 'n1',
    contactId,
    conversationId: `n1:${contactId}`,
    turnId: `turn-${++turns}`,
    contactName: 'Ana',
    language: 'es',
    signal: new AbortController().signal,
    ...more,
  });
  /** As the runner does it: what does not fit the schema never reaches the tool. */
  const call = async (name: string, input: object, context: ToolContext): Promise<ToolResult> => {
    const tool = tools.get(name)!;
    return tool.run(tool.input.parse(input), context);
  };
  const ticketOf = ({ content }: ToolResult): View => (content as { ticket: View }).ticket;
  const open = async (context: ToolContext, details = 'La caja vino abierta') =>
    ticketOf(await call('open_ticket', { subject: 'Caja', details, impact: 'inconvenience' }, context));
  const age = (number: string, by: string) =>
    database.query(
      {
        name: 'age',
        text: `UPDATE tickets SET first_response_due = first_response_due - $2::interval,
      resolution_due = resolution_due - $2::interval WHERE number = $1`,
      },
      [number, by],
    );

  it('opens a ticket with a number, a priority and promised times', async () => {
    const ticket = await open(person('ana'));
    expect(readTicketNumber(ticket.number)).toBe(ticket.number);
    expect(ticket).toMatchObject({
      status: 'open',
      priority: 'normal',
      overdue: false,
      clocks: { first_response: 'running', resolution: 'running' },
      history: [{ kind: 'opened', text: 'La caja vino abierta' }],
    });
  });

  it('opens one ticket for one turn, also when its repetition is worded differently or comes at the same time', async () => {
    const context = person('repeat');
    const numbers = await Promise.all([open(context), open(context, 'caja abierta'), open(context)]);
    numbers.push(await open(context, 'La caja llegó abierta'));
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(1);
    expect((await open(person('repeat'))).number).not.toBe(numbers[0].number);
  });

  it('keeps the tickets of people and businesses apart: a foreign number does not exist', async () => {
    const { number } = await open(person('owner'));
    const strangers = [person('stranger'), person('owner', { phoneNumberId: 'n2' })];
    for (const stranger of strangers) {
      for (const [name, input] of [
        ['ticket_status', { number }],
        ['add_to_ticket', { number, details: 'mine now' }],
        ['close_ticket', { number, reason: 'x' }],
        ['reopen_ticket', { number, details: 'x' }],
      ] as const) {
        await expect(call(name, input, stranger)).rejects.toMatchObject({ code: 'ticket_not_found' });
      }
      expect((await call('ticket_status', {}, stranger)).content).toEqual({ tickets: [] });
    }
    const mine = ticketOf(await call('ticket_status', { number: number.toLowerCase() }, person('owner')));
    expect(mine).toMatchObject({ number, status: 'open', history: [{ kind: 'opened' }] });
  });

  it('adds, closes and opens again, each once a turn', async () => {
    const { number } = await open(person('life'));
    const adding = person('life');
    await call('add_to_ticket', { number, details: 'Falta una taza' }, adding);
    const added = ticketOf(await call('add_to_ticket', { number, details: 'Falta una taza.' }, adding));
    expect(added.history.map(({ kind }) => kind)).toEqual(['opened', 'added']);
    const closing = person('life');
    expect(ticketOf(await call('close_ticket', { number, reason: 'ya apareció' }, closing)).status).toBe('closed');
    await expect(call('add_to_ticket', { number, details: 'x' }, person('life'))).rejects.toMatchObject({
      code: 'ticket_closed',
    });
    const reopened = ticketOf(await call('reopen_ticket', { number, details: 'no era' }, person('life')));
    expect(reopened).toMatchObject({ status: 'open', priority: 'normal' });
    await expect(call('reopen_ticket', { number, details: 'x' }, person('life'))).rejects.toMatchObject({
      code: 'ticket_not_closed',
    });
    // The closing turn comes again, after the ticket was opened anew: it has had its effect
    expect(ticketOf(await call('close_ticket', { number, reason: 'ya apareció' }, closing)).status).toBe('open');
  });

  it('does two things to one ticket at the same time one after the other', async () => {
    const { number } = await open(person('both'));
    const { phoneNumberId, contactId, turnId } = person('both');
    const at = new Date();
    const terms = {
      priority: 'normal' as const,
      rules: [],
      at,
      firstResponseDue: at,
      resolutionDue: at,
      text: 'llegó',
    };
    const change = { phoneNumberId, contactId, turnId, number, ...terms };
    const changes = (['added', 'closed'] as const).map((kind) => repository.change({ ...change, kind }));
    changes.push(repository.change({ ...change, number: 'T-222-222', kind: 'added' }));
    expect(await Promise.all(changes)).toEqual(['changed', 'changed', 'unknown']);
    const ticket = ticketOf(await call('ticket_status', { number }, person('both')));
    expect(ticket).toMatchObject({
      status: 'closed',
      history: [{ kind: 'opened' }, { kind: 'added' }, { kind: 'closed' }],
    });
  });

  it('raises the priority with what is added and with every return, and never lowers it', async () => {
    const { number } = await open(person('rising'));
    const add = async (details: string) =>
      ticketOf(await call('add_to_ticket', { number, details }, person('rising'))).priority;
    expect(await add('gracias')).toBe('normal');
    expect(await add('me cobraron dos veces y es urgente')).toBe('high');
    expect(await add('gracias')).toBe('high');
    const input = { subject: 'Caja', details: 'La caja vino abierta', impact: 'blocked' };
    expect(ticketOf(await call('open_ticket', input, person('rising'))).priority).toBe('high');
    expect(ticketOf(await call('open_ticket', input, person('new'))).priority).toBe('normal');
  });

  it('shows a breached clock, and asks a person to take over when somebody has to come back to it', async () => {
    const { number } = await open(person('late'));
    await age(number, '9 hours');
    const [status, added] = [
      await call('ticket_status', { number }, person('late')),
      await call('add_to_ticket', { number, details: '¿Y bien?' }, person('late')),
    ];
    expect(ticketOf(status)).toMatchObject({
      overdue: true,
      clocks: { first_response: 'breached', resolution: 'running' },
    });
    expect(status.escalation).toBeUndefined();
    expect(added.escalation).toMatchObject({ reason: 'rule' });
    expect(added.escalation!.summary).toContain(`${number} (normal, con el equipo, vencido)`);
  });

  it('stops the clock of the first response when the team answers, once, also in time that is over', async () => {
    const { number } = await open(person('answered'));
    const answer = (source: string, text: string, closes = false) =>
      database.query({ name: 'answer', text: 'SELECT answer_ticket($1, $2, $3, $4, $5) AS done' }, [
        'n1',
        number,
        source,
        text,
        closes,
      ]);
    expect(await answer('desk-1', 'Lo enviamos hoy')).toEqual([{ done: true }]);
    expect(await answer('desk-1', 'Lo enviamos hoy')).toEqual([{ done: true }]);
    await age(number, '9 hours');
    const seen = ticketOf(await call('ticket_status', { number }, person('answered')));
    expect(seen).toMatchObject({ status: 'answered', history: [{ kind: 'opened' }, { kind: 'answered' }] });
    const reply = ticketOf(await call('add_to_ticket', { number, details: 'no llegó' }, person('answered')));
    expect(reply.status).toBe('open');
    expect(await answer('desk-2', 'Ya está', true)).toEqual([{ done: true }]);
    expect(await answer('desk-3', 'otra vez')).toEqual([{ done: false }]);
    expect(ticketOf(await call('ticket_status', { number }, person('answered'))).status).toBe('closed');
  });

  it('counts what is open, and what waits too long', async () => {
    await database.query({ name: 'none', text: 'DELETE FROM tickets' });
    const { number } = await open(person('gauge'));
    await open(person('gauge2'));
    await age(number, '9 hours');
    const gauge = new Gauge({ name: 'tickets', help: 'x', labelNames: ['priority', 'clock'], registers: [] });
    await new TicketGauges(database, gauge).read();
    const { values } = await gauge.get();
    expect(values.map(({ labels, value }) => ({ ...labels, value }))).toEqual(
      expect.arrayContaining([
        { priority: 'normal', clock: 'breached', value: 1 },
        { priority: 'normal', clock: 'running', value: 1 },
      ]),
    );
  });

  it('calls a person at once for what is dangerous, and not for what is not', async () => {
    const result = await call(
      'open_ticket',
      { subject: 'Lamp', details: 'smoke comes out of it', impact: 'question' },
      person('danger', { language: 'en' }),
    );
    expect(result.escalation).toMatchObject({ reason: 'rule', priority: 'urgent' });
    const harmless = { subject: 'Lamp', details: 'it is a bit small', impact: 'question' };
    expect((await call('open_ticket', harmless, person('calm'))).escalation).toBeUndefined();
  });

  it('hands over with a summary in the language of the conversation', async () => {
    const { number } = await open(person('human'));
    for (const [language, wants] of [
      ['es', 'Quiere:'],
      ['en', 'Wants:'],
      ['pt', 'Quer:'],
    ] as const) {
      const input = { why: 'asked', wants: 'hablar del reembolso', tried: 'x'.repeat(1_000) };
      const { escalation } = await call('request_human', input, person('human', { language }));
      expect(escalation).toMatchObject({ reason: 'asked', priority: 'normal' });
      expect(escalation!.summary).toMatch(new RegExp(`^${wants} hablar del reembolso[^]*${number}`));
      expect(escalation!.summary.length).toBeLessThanOrEqual(2_000);
    }
  });

  it('offers a list when there is more than one ticket, within the limits of WhatsApp', async () => {
    for (let index = 0; index < 12; index++) await open(person('many'));
    const { parts } = await call('ticket_status', {}, person('many'));
    const content = parts![0]!.content!;
    if (content.$case !== 'list') throw new Error('expected a list');
    expect(content.value.choices).toHaveLength(10);
    for (const { id, title, description } of content.value.choices) {
      expect(id).toBe(`agent:support:ticket:${title}`);
      expect(description.length).toBeLessThanOrEqual(72);
    }
    expect(content.value.label.length).toBeLessThanOrEqual(20);
  });

  it.each([
    ['no words', 'open_ticket', { subject: ' ', details: 'x', impact: 'question' }],
    ['an impact that nobody knows', 'open_ticket', { subject: 'x', details: 'x', impact: 'catastrophe' }],
    ['a novel', 'add_to_ticket', { number: 'T-4K7-M2Q', details: 'x'.repeat(2_001) }],
    ['a number that is no text', 'ticket_status', { number: { $ne: '' } }],
  ])('refuses %s before anything runs', (_, name, input) => {
    expect(tools.get(name)!.input.safeParse(input).success).toBe(false);
  });

  it.each(["T-4K7-M2Q'; DROP TABLE tickets; --", '', '%', 'T-999-999'])('finds nothing under %j', async (number) => {
    await expect(call('close_ticket', { number, reason: 'x' }, person('ana'))).rejects.toMatchObject({
      code: 'ticket_not_found',
    });
  });

  it('takes no identity from the arguments', async () => {
    const input = { subject: 'Caja', details: 'x', impact: 'question', contactId: 'victim', phoneNumberId: 'n2' };
    const { number } = ticketOf(await call('open_ticket', input, person('honest')));
    expect((await call('ticket_status', { number }, person('honest'))).content).toMatchObject({ ticket: { number } });
    for (const other of [person('victim'), person('victim', { phoneNumberId: 'n2' })]) {
      expect((await call('ticket_status', {}, other)).content).toEqual({ tickets: [] });
    }
  });

  it('gives the model schemas that say what is expected', () => {
    for (const { input, name, description } of tools.values()) {
      const schema = z.toJSONSchema(input, { target: 'draft-7', io: 'input' });
      expect(description.length).toBeGreaterThan(40);
      for (const property of Object.values(schema.properties ?? {})) {
        expect([name, property]).toEqual([name, expect.objectContaining({ type: 'string' })]);
      }
    }
  });
});
