/** One thing that was said while the bot was silent. */
export interface Utterance {
  by: 'person' | 'operator';
  /** Empty for what has no words, such as a picture. */
  words: string;
  /** Of a person's message. */
  seq: string | null;
}

/** What stands for messages without words, or for nothing said before an operator spoke. */
const WORDLESS = '…';

/** As agents are shown the past: what the person said, and what was answered to it, in order. */
export function toExchanges(utterances: readonly Utterance[]): { task: string; answer: string }[] {
  const exchanges: { asked: string[]; answered: string[] }[] = [];
  for (const { by, words } of utterances) {
    const last = exchanges.at(-1);
    if (by === 'operator') {
      if (last) last.answered.push(words);
      else exchanges.push({ asked: [], answered: [words] });
    } else if (last && last.answered.length === 0) last.asked.push(words);
    else exchanges.push({ asked: [words], answered: [] });
  }
  return exchanges.map(({ asked, answered }) => ({
    task: asked.filter(Boolean).join('\n') || WORDLESS,
    answer: answered.join('\n') || WORDLESS,
  }));
}
