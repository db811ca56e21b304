import type { Attachment, MediaKind } from '#libs/contracts';
import type { FileProblem } from '../media/file-problem.js';
import type { CombinedTurn } from './combine-messages.js';

/** What the person replied to, if it is still known here. */
export interface Quoted {
  text: string;
  /** Who said it: an agent, "operator", or empty for the person themselves. */
  agent: string;
  /** The build that it is about, where it is about one. */
  build?: string;
}

/** A file that the person sent in vain; they hear of it by tellUnread. */
export interface UnreadFile {
  kind: MediaKind;
  filename: string;
  problem: FileProblem;
}

/** Everything that understanding and answering need to know about a turn. */
export interface BuiltTurn extends CombinedTurn {
  /**
   * The turn as an agent and the history get it: what was said, and in square brackets what was sent with it, what it quotes
   * and where it comes from. `text` holds only what the person said, with a sign for what has no words.
   */
  task: string;
  /** Id of the tapped button or list row; empty when the person typed. */
  replyId: string;
  quoted?: Quoted;
  /** A message of it was written on the page of a product of the catalogue. */
  asksAboutProduct?: boolean;
  /** Files for the model, checked and within its limits. */
  attachments: Attachment[];
  unread: UnreadFile[];
}
