import type { Attachment } from '#libs/contracts';
import type { CombinedTurn } from './combine-messages.js';

/** What the person replied to, if it is still known here. */
export interface Quoted {
  text: string;
  /** Who said it; empty for the person themselves. */
  agent: string;
}

/** Everything that understanding and answering need to know about a turn. */
export interface BuiltTurn extends CombinedTurn {
  /** Id of the tapped button or list row; empty when the person typed. */
  replyId: string;
  quoted?: Quoted;
  /** Files for the model, checked and within its limits. */
  attachments: Attachment[];
}
