import type { Language } from '../tools/tool.js';
import { supportText } from './support-text.js';
import type { Ticket, TicketStatus } from './ticket.js';
import { isOverdue } from './to-ticket-view.js';

const longestSummary = 2_000;
const longestPart = 600;
const mostTickets = 3;

export const statusTexts = {
  open: 'statusOpen',
  answered: 'statusAnswered',
  closed: 'statusClosed',
} as const satisfies Record<TicketStatus, string>;

/** What a person of the team must know to take over without asking again. */
export function summariseCase(
  { wants, tried, tickets }: { wants: string; tried: string; tickets: Ticket[] },
  language: Language,
  now: Date,
): string {
  const lines = [supportText('wants', language, { value: shorten(wants) })];
  if (tried.trim()) lines.push(supportText('tried', language, { value: shorten(tried) }));
  for (const ticket of tickets.filter(({ status }) => status !== 'closed').slice(0, mostTickets)) {
    lines.push(
      supportText('ticket', language, {
        number: ticket.number,
        subject: ticket.subject,
        priority: supportText(ticket.priority, language),
        status: supportText(statusTexts[ticket.status], language),
        overdue: isOverdue(ticket, now) ? supportText('overdue', language) : '',
      }),
    );
    const said = ticket.entries.at(-1)?.text;
    if (said) lines.push(supportText('said', language, { value: shorten(said, 200) }));
  }
  return shorten(lines.join('\n'), longestSummary);
}

const shorten = (text: string, length = longestPart): string => {
  const trimmed = text.trim();
  return trimmed.length <= length ? trimmed : `${trimmed.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
};
