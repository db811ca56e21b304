import { fixedText } from '../answering/fixed-text.js';
import { text } from '../answering/question.js';
import type { NotifierClient } from '../sending/notifier.client.js';
import { isTakenOver } from './is-taken-over.js';
import type { Addressee, TurnRow } from './turn-row.js';

/** What is needed of a turn to say a sentence in it. */
export type Apologised = Addressee & Pick<TurnRow, 'language' | 'ownedBy' | 'isOptedOut'>;

/** One sentence a turn, whichever is said first: the key makes them the same message. Nothing where the bot has to be silent. */
export async function apologise(
  notifier: NotifierClient,
  row: Apologised,
  saying: 'trouble' | 'away' | 'busy',
): Promise<void> {
  if (isTakenOver(row) || row.isOptedOut) return;
  await notifier.send(row, [text(fixedText(saying, row.language))], '', 'sorry');
}
