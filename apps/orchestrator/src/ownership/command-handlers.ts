import type { CommandHandlers } from '../answering/command-handlers.js';
import type { ConsentService } from '../consent/consent.service.js';
import type { ForgetService } from '../erasure/forget.service.js';
import type { HandoffService } from './handoff.service.js';

/** What people can do to a conversation by a command, a word or a button. The classifier's names and our own buttons' ids. */
export function commandHandlers(
  handoff: HandoffService,
  consent: ConsentService,
  forget: ForgetService,
): CommandHandlers {
  const stop: CommandHandlers[string] = (row, _lease, _turn, { language }) => consent.stop(row, language);
  const start: CommandHandlers[string] = (row, _lease, _turn, { language }) => consent.start(row, language);
  return {
    human: (row, _lease, turn, { language }) => handoff.ask(row, turn.text, language),
    bot: (row, _lease, _turn, { language }) => handoff.giveUpWaiting(row, language),
    stop,
    opt_out: stop,
    start,
    opt_in: start,
    opt_out_notice: (row, _lease, _turn, { language }) => consent.notice(row, language),
    forget: (row, _lease, _turn, { language }) => forget.ask(row, language),
    forget_confirmed: (row, _lease, _turn, { language }) => forget.confirm(row, language),
    forget_declined: (row, _lease, _turn, { language }) => forget.decline(row, language),
  };
}
