import { SlotUpdate } from '#libs/contracts';
import { type Answer, type Question, text } from '../answering/question.js';
import { BUILDER } from '../conversations/state/choose-agent.js';
import { buildText } from '../reporting/build-text.js';
import type { ReplyContent } from '../turns/turn-row.js';

/** Phase of a conversation in which we have asked what is to be built. */
export const ASKING = 'build.ask';
/** What was built is likely to be spoken of for so long after it should be ready. */
const AT_HAND_MS = 30 * 60_000;

/**
 * An answer in the name of the one who plans builds; the session notes which build it is about, so that the next message is
 * read in its sense without asking anybody.
 * @param restMs time until the build should be ready
 */
export const answerAbout = (contents: ReplyContent[], build: string | undefined, restMs: number): Answer => ({
  contents,
  speaker: BUILDER,
  isAgent: true,
  tools: [],
  slots: SlotUpdate.create({
    phase: build ? 'build' : '',
    slotsJson: build ? JSON.stringify({ build, until: Date.now() + Math.round(restMs) * 2 + AT_HAND_MS }) : '{}',
  }),
});

/** A change without anything to change: what kind of thing is wanted. */
export const askingKind = ({ verdict: { language } }: Question): Answer => ({
  contents: [text(buildText('kindQuestion', language))],
  speaker: BUILDER,
  isAgent: true,
  tools: [],
  slots: SlotUpdate.create({ phase: ASKING, openQuestion: 'text', slotsJson: '{}' }),
});
