import type { Language } from '../tools/tool.js';
import { clockState } from './sla-clock.js';
import type { Ticket } from './ticket.js';

/** How a business reads clocks. */
export interface Clock {
  now: Date;
  timeZone: string;
  language: Language;
}

export const isOverdue = ({ status, firstResponseDue, resolutionDue, respondedAt }: Ticket, now: Date): boolean =>
  status !== 'closed' && ((respondedAt === null && now > firstResponseDue) || now > resolutionDue);

/** A ticket as the model reads it: times are written out in the person's language and the business's time zone. */
export function toTicketView(ticket: Ticket, { now, timeZone, language }: Clock) {
  const formatter = formatterOf(language, timeZone);
  const time = (date: Date) => formatter.format(date);
  const { number, subject, status, priority, respondedAt, closedAt } = ticket;
  return {
    number,
    subject,
    status,
    priority,
    opened: time(ticket.openedAt),
    ...(status === 'closed'
      ? { closed: closedAt ? time(closedAt) : undefined }
      : {
          answer_promised_by: respondedAt ? undefined : time(ticket.firstResponseDue),
          solution_promised_by: time(ticket.resolutionDue),
        }),
    clocks: {
      first_response: clockState(ticket.firstResponseDue, respondedAt ?? undefined, now),
      resolution: clockState(ticket.resolutionDue, closedAt ?? undefined, now),
    },
    overdue: isOverdue(ticket, now),
    history: ticket.entries.map(({ kind, text, at }) => ({ kind, text, at: time(new Date(at)) })),
  };
}

const locales: Record<Language, string> = { es: 'es', en: 'en-GB', pt: 'pt-BR' };
const formatters = new Map<string, Intl.DateTimeFormat>();
/** There are about 400 time zones; a business has one. */
const mostFormatters = 1_000;

/** Making a formatter costs a hundred times what using it does. */
function formatterOf(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  if (formatters.size < mostFormatters) formatters.set(key, formatter);
  return formatter;
}
