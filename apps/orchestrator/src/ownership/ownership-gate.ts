import { Injectable } from '@nestjs/common';
import type { InboundMessage } from '#libs/contracts';
import { standaloneCommand } from './standalone-command.js';

/**
 * What the claim tells about ownership, at no extra cost (columns of `conversations`, expressions of conversationsTable):
 *
 *   owned_by AS "ownedBy", opted_out_at IS NOT NULL AS "isOptedOut", failed_turns AS "failedTurns",
 *   coalesce(handover->>'note', '') AS "handoverNote", last_inbound_at + interval '24 hours' AS "windowClosesAt",
 *   coalesce(opt_out_notice IN ('due', turn_id::text), false) AS "owesNotice"
 */
export interface OwnedRow {
  ownedBy: 'bot' | 'waiting' | 'human' | 'other_app';
  isOptedOut: boolean;
  owesNotice: boolean;
}

/** Says once why nobody answers. */
const NOTICE = 'opt_out_notice';

/** Commands that act whatever else came in the same burst: words that mean nothing else, and our own buttons. */
const binding: ReadonlySet<string> = new Set(['stop', 'start', 'forget', 'forget_confirmed', 'forget_declined', 'bot']);
/** Commands that act whoever has the conversation. */
const always: ReadonlySet<string> = new Set([
  ...['stop', 'opt_out', 'start', 'opt_in'],
  ...['forget', 'forget_confirmed', 'forget_declined'],
]);
/** What a person who said STOP may ask for in so many words. */
const whenOptedOut: ReadonlySet<string> = new Set([...always, 'human', 'help']);
/** What a person who waits for somebody may still say to the bot. */
const whenWaiting: ReadonlySet<string> = new Set([...always, 'human', 'help', 'bot']);

/**
 * Decides whether the bot may speak in a turn, without a query. In this order:
 * `decide` before anything is understood; `bindingCommand`, which makes the classifier superfluous; and `allows` once a
 * verdict names a command; `instead` where it does not. A turn that is 'silent' ends in the stage 'silenced'.
 */
@Injectable()
export class OwnershipGate {
  /** Silent, unless one of the messages is nothing but a command that acts all the same. */
  decide(row: OwnedRow, messages: readonly InboundMessage[]): 'bot' | 'silent' {
    const allowed = allowedCommands(row);
    if (!allowed || this.instead(row)) return 'bot';
    return commandsOf(messages).some((command) => allowed.has(command)) ? 'bot' : 'silent';
  }

  /** A message that is STOP, START or /forget is that even among others; the last one counts. */
  bindingCommand(messages: readonly InboundMessage[]): string | undefined {
    return commandsOf(messages).findLast((command) => binding.has(command));
  }

  /** Whether the bot may go on after a verdict; always, where it has the conversation and the person wants to hear it. */
  allows(row: OwnedRow, command: string): boolean {
    const allowed = allowedCommands(row);
    return !allowed || allowed.has(command);
  }

  /** The command that answers what may not be answered; undefined for silence. */
  instead({ ownedBy, isOptedOut, owesNotice }: OwnedRow): string | undefined {
    return ownedBy === 'bot' && isOptedOut && owesNotice ? NOTICE : undefined;
  }
}

const commandsOf = (messages: readonly InboundMessage[]): string[] =>
  messages.map((message) => standaloneCommand(message));

/** Undefined where everything may be answered. */
function allowedCommands({ ownedBy, isOptedOut }: OwnedRow): ReadonlySet<string> | undefined {
  if (ownedBy === 'human' || ownedBy === 'other_app') return always;
  if (isOptedOut) return whenOptedOut;
  return ownedBy === 'waiting' ? whenWaiting : undefined;
}
