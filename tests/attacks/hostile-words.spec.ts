import { findEntities } from '../../apps/classifier/src/entities/find-entities.js';
import { detectLanguage } from '../../apps/classifier/src/language/detect-language.js';
import { answersQuestion } from '../../apps/classifier/src/pending/answers-question.js';
import { featuresOf } from '../../apps/classifier/src/retrieval/features.js';
import { isGreeting } from '../../apps/classifier/src/rules/is-greeting.js';
import { matchCommand } from '../../apps/classifier/src/rules/match-command.js';
import { MAX_TEXT_CHARACTERS, sanitiseText } from '../../apps/gateway/src/sanitation/sanitise-text.js';
import { findOrders } from '../../apps/agents/src/knowledge/find-orders.js';
import { splitText } from '../../apps/notifier/src/content/split-text.js';
import { toWhatsAppMarkup } from '../../apps/notifier/src/content/to-whatsapp-markup.js';
import { saysGoOn } from '../../apps/orchestrator/src/commissioning/says-go-on.js';
import { consentOf } from '../../apps/orchestrator/src/consent/consent-words.js';
import { toSentences } from '../../apps/orchestrator/src/context/to-sentences.js';
import { wordsOf } from '../../apps/orchestrator/src/context/words-of.js';
import { readChange } from '../../apps/orchestrator/src/phases/changes/change-rules.js';
import { findSuspicions } from '#libs/screening';
import { normaliseText } from '#libs/texts';

/** Every place where patterns meet what a person or a model has written, each as its callers bound it. */
const READERS: [string, (text: string) => unknown][] = [
  ['sanitiseText', sanitiseText],
  ['findSuspicions', findSuspicions],
  ['featuresOf', featuresOf],
  ['findEntities', findEntities],
  ['detectLanguage', (text) => detectLanguage(text, '', '')],
  ['answersQuestion', (text) => answersQuestion(text, 'yes_no')],
  ['isGreeting', isGreeting],
  ['matchCommand', (text) => matchCommand(text)],
  ['normaliseText', normaliseText],
  ['consentOf', consentOf],
  ['saysGoOn', saysGoOn],
  ['toSentences', toSentences],
  ['wordsOf', wordsOf],
  ['readChange', readChange],
  ['findOrders', (text) => findOrders(text.slice(0, MAX_TEXT_CHARACTERS / 2))], // passages are shorter still
  ['toWhatsAppMarkup', toWhatsAppMarkup],
  ['toWhatsAppMarkup of a heading', (text) => toWhatsAppMarkup(`# ${text}`)],
  ['splitText', splitText],
];
/** What patterns repeat: blanks, marks, digits, letters that grow when they are folded, and pieces of what is looked for. */
const PIECES = [
  ...['a', '1', 'a1', 'a-', 'a.', 'a@', '1.', 'á', '\u0301', '\ufdfa', '\u0130', '😀'],
  ...[' ', '\t', '\n', '\n\u200b', '\n ', '. ', '!', '-', '- ', '* ', '#', '| ', '|-', '"'],
  ...['*', '**a ', '_', '__a', '~~a', '`', '```', '[', '[a](', '[a](http://x', '<', '<br ', 'http://', '\\'],
  ...['order ', 'ignore ', 'ignore all ', 'act as ', 'no ', 'si, '],
];
/** Below this nothing is judged: what is measured there is the machine. */
const NOTICED_MS = 20;
/** Four times the text costs a linear reader about four times as much, and one that backtracks at least sixteen times. */
const MOST_TIMES = 9;

const costOf = (read: () => unknown): number => {
  const before = process.cpuUsage(); // not the clock: the machine is shared
  read();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** The least of some looks: one may meet the collector or the compiler. */
const leastOf = (read: () => unknown, looks: number): number =>
  Math.min(...Array.from({ length: looks }, () => costOf(read)));

/** By how much a text of full length costs more than a quarter of it; 0 where it costs too little to say. */
function growthOf(read: (text: string) => unknown, piece: string, length: number): number {
  const textOf = (characters: number) => `${piece.repeat(characters / piece.length)} x`;
  const [whole, quarter] = [textOf(length), textOf(length / 4)];
  if (costOf(() => read(whole)) < NOTICED_MS) return 0;
  const ms = leastOf(() => read(whole), 3);
  return ms < NOTICED_MS ? 0 : ms / leastOf(() => read(quarter), 5);
}

describe('words that are meant to be slow', () => {
  it.each(READERS)('cost %s no more than others', (_, read) => {
    const slow = PIECES.map((piece) => ({ piece, times: growthOf(read, piece, MAX_TEXT_CHARACTERS) }));
    expect(slow.filter(({ times }) => times > MOST_TIMES)).toEqual([]);
  });

  it('are noticed: a pattern that backtracks is the control', () => {
    const backtracks = /\s+$/;
    expect(growthOf((text) => backtracks.test(text), ' ', 4 * MAX_TEXT_CHARACTERS)).toBeGreaterThan(MOST_TIMES);
  });
});
