import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineTool, type Tool, type ToolContext, type ToolResult, type ToolSource } from '../tools/tool.js';
import { decidePriority, impacts } from './priority.js';
import { statusTexts, summariseCase } from './summarise-case.js';
import { supportText } from './support-text.js';
import type { Ticket } from './ticket.js';
import { TicketsService } from './tickets.service.js';
import { isOverdue, toTicketView } from './to-ticket-view.js';

const words = (longest: number, meaning: string) => z.string().trim().min(1).max(longest).describe(meaning);

const number = z
  .string()
  .max(40)
  .describe('The ticket number, such as T-4K7-M2Q, as the person or an earlier result gave it');
const mostRows = 10;

/** Tickets, and the way to a person of the team. */
@Injectable()
export class SupportTools implements ToolSource {
  constructor(@Inject(TicketsService) private readonly tickets: TicketsService) {}

  tools(): Tool[] {
    return [
      this.openTicket,
      this.ticketStatus,
      this.addToTicket,
      this.closeTicket,
      this.reopenTicket,
      this.requestHuman,
    ];
  }

  private readonly openTicket = defineTool({
    name: 'open_ticket',
    description:
      'Opens a support ticket for a problem, complaint or request that the team must work on, when knowledge does not settle it. ' +
      'Answers its number, priority and promised times. Do not open a second one for the same matter: add to it.',
    input: z.object({
      subject: words(120, 'The matter in a few words, in the language of the person'),
      details: words(2_000, 'What happened, when, with what, and what the person wants, in their own words'),
      impact: z
        .enum(impacts)
        .describe(
          'question: wants to know something; inconvenience: annoyed but can go on; blocked: cannot use what was bought or ' +
            'has not got it; danger: health, safety or money is at risk',
        ),
    }),
    effect: 'write',
    run: async (input, context) => {
      const ticket = await this.tickets.open(context, input);
      const result = this.show(ticket, context);
      return ticket.priority === 'urgent'
        ? { ...result, escalation: await this.escalate('rule', input.details, '', context) }
        : result;
    },
  });

  private readonly ticketStatus = defineTool({
    name: 'ticket_status',
    description:
      "Answers how this person's support ticket stands: status, promised times, whether it is overdue, history. Without a number: all of their tickets.",
    input: z.object({ number: number.optional() }),
    effect: 'read',
    run: async (input, context) => {
      if (input.number) return this.show(await this.tickets.find(context, input.number), context);
      const tickets = await this.tickets.list(context);
      if (tickets.length === 1) return this.show(tickets[0]!, context);
      const clock = this.clock(context);
      const content = { tickets: tickets.map((ticket) => ({ ...toTicketView(ticket, clock), history: undefined })) };
      return tickets.length === 0 ? { content } : { content, parts: [chooseTicket(tickets, context)] };
    },
  });

  private readonly addToTicket = defineTool({
    name: 'add_to_ticket',
    description: "Adds what the person says, such as a detail or a photo's content, to their open support ticket.",
    input: z.object({ number, details: words(2_000, 'What the person adds, in their own words') }),
    effect: 'write',
    run: async (input, context) => {
      const ticket = await this.tickets.add(context, input.number, input.details);
      const result = this.show(ticket, context);
      const isPressing = ticket.priority === 'urgent' || isOverdue(ticket, new Date());
      return isPressing ? { ...result, escalation: await this.escalate('rule', input.details, '', context) } : result;
    },
  });

  private readonly closeTicket = defineTool({
    name: 'close_ticket',
    description: "Closes this person's support ticket, when they say that the matter is settled or no longer matters.",
    input: z.object({ number, reason: words(500, 'Why it is settled, in the words of the person') }),
    effect: 'write',
    run: async (input, context) =>
      this.show(await this.tickets.close(context, input.number, input.reason), context, { ticket: '' }),
  });

  private readonly reopenTicket = defineTool({
    name: 'reopen_ticket',
    description: "Opens this person's closed support ticket again, when the matter turned out not to be settled.",
    input: z.object({ number, details: words(2_000, 'What is still wrong, in the words of the person') }),
    effect: 'write',
    run: async (input, context) => this.show(await this.tickets.reopen(context, input.number, input.details), context),
  });

  private readonly requestHuman = defineTool({
    name: 'request_human',
    description:
      'Brings a person of the team into this conversation. Use it when the person asks for one, is very upset, or you could not help after an honest try.',
    input: z.object({
      why: z.enum(['asked', 'failed']).describe('asked: the person wants a human; failed: you could not help'),
      wants: words(1_000, 'What the person needs, so that they need not repeat it'),
      tried: z.string().max(1_000).default('').describe('What was tried already and what came of it'),
    }),
    effect: 'write',
    run: async ({ why, wants, tried }, context) => ({
      content: {
        requested: true,
        note: 'A person of the team is asked to take over. You cannot promise when they answer.',
      },
      escalation: await this.escalate(why, wants, tried, context),
    }),
  });

  private async escalate(reason: 'asked' | 'failed' | 'rule', wants: string, tried: string, context: ToolContext) {
    const tickets = await this.tickets.list(context);
    const open = tickets.filter(({ status }) => status !== 'closed');
    const { priority } = decidePriority({
      text: wants,
      impact: 'inconvenience',
      recentTickets: open.length,
      isReopened: false,
    });
    const isUrgent = open.some((ticket) => ticket.priority === 'urgent');
    return {
      reason,
      summary: summariseCase({ wants, tried, tickets }, context.language, new Date()),
      priority: isUrgent ? 'urgent' : priority,
    };
  }

  private show(ticket: Ticket, context: ToolContext, slots = { ticket: ticket.number }): ToolResult {
    const content = { ticket: toTicketView(ticket, this.clock(context)) };
    return { content, slots: { slotsJson: JSON.stringify(slots), phase: '', openQuestion: '' } };
  }

  private clock({ phoneNumberId, language }: ToolContext) {
    return { now: new Date(), language, timeZone: this.tickets.timeZone(phoneNumberId) };
  }
}

function chooseTicket(tickets: Ticket[], { language }: ToolContext) {
  const choices = tickets.slice(0, mostRows).map(({ number, subject, status }) => ({
    id: `agent:support:ticket:${number}`,
    title: number,
    description: `${supportText(statusTexts[status], language)} · ${subject}`
      .slice(0, 72)
      .replace(/[\ud800-\udbff]$/, ''),
  }));
  const body = supportText('choose', language);
  const value = { body, label: supportText('open', language), choices };
  return { content: { $case: 'list' as const, value } };
}
