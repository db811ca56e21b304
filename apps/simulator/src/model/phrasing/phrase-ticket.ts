import { isObject, type JsonObject } from '../wire/message-request.js';
import { type AnswerWords, fillIn } from './answer-words.js';
import { toText } from './to-text.js';

/** What a tool says about tickets, and about a person who is called. */
export function phraseTicket(tool: string, result: JsonObject, words: AnswerWords): string | undefined {
  if (result.requested === true || result.escalated === true) return words.human;
  if (Array.isArray(result.tickets)) {
    const count = `${result.tickets.length}`;
    return result.tickets.length === 0 ? words.noTickets : fillIn(words.chooseTicket, { count });
  }
  const ticket = isObject(result.ticket) ? result.ticket : /ticket/.test(tool) ? result : undefined;
  if (!ticket || typeof ticket.number !== 'string') return undefined;
  const due = ticket.answer_promised_by ?? ticket.solution_promised_by;
  const isClosed = ticket.status === 'closed';
  const promise =
    typeof due === 'string' && !isClosed && ticket.overdue !== true ? fillIn(words.promise, { time: due }) : '';
  const status = words[ticket.status === 'answered' ? 'answered' : isClosed ? 'closed' : 'open'];
  const values = { number: ticket.number, subject: toText(ticket.subject), status, promise };
  const said = fillIn(templateOf(tool, words), values);
  return ticket.overdue === true ? said + words.overdue : said;
}

function templateOf(tool: string, words: AnswerWords): string {
  if (/re_?open/i.test(tool)) return words.ticketReopened;
  if (/open|create/i.test(tool)) return words.ticketOpened;
  if (/add|note/i.test(tool)) return words.ticketAdded;
  return /close/i.test(tool) ? words.ticketClosed : words.ticketStands;
}
