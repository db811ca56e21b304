export interface Section {
  /** Headings from the outermost to this one. */
  heading: string;
  text: string;
}

export interface Passage {
  heading: string;
  body: string;
}

/** Words of a passage: enough for an answer, few enough that the answer is most of it. */
const targetWords = 120;
const mostWords = 180;

/** Passages of about 120 words, each of one section; a paragraph is cut only where it is longer than a passage. */
export const cutPassages = (sections: Section[]): Passage[] =>
  sections.flatMap(({ heading, text }) => cutText(text).map((body) => ({ heading, body })));

function cutText(text: string): string[] {
  const passages: string[] = [];
  let current: string[] = [];
  let words = 0;
  const flush = () => {
    if (current.length > 0) passages.push(current.join('\n'));
    [current, words] = [[], 0];
  };
  for (const piece of text.split(/\n\s*\n/).flatMap(cutParagraph)) {
    const count = countWords(piece);
    if (count === 0) continue;
    if (words + count > targetWords) flush();
    current.push(piece.trim());
    words += count;
  }
  flush();
  return passages;
}

/** At sentences; a sentence that is longer than a passage is cut between words. */
function cutParagraph(paragraph: string): string[] {
  if (countWords(paragraph) <= mostWords) return [paragraph];
  const sentences = paragraph.split(/(?<=[.!?…;:])\s+|\n/).flatMap((sentence) => {
    const words = sentence.split(/\s+/).filter(Boolean);
    const parts = Math.ceil(words.length / mostWords);
    return Array.from({ length: parts }, (_, n) => words.slice(n * mostWords, (n + 1) * mostWords).join(' '));
  });
  const pieces: string[] = [];
  let words = Infinity;
  for (const sentence of sentences) {
    const count = countWords(sentence);
    if (words + count > targetWords) [pieces[pieces.length], words] = [sentence, count];
    else [pieces[pieces.length - 1], words] = [`${pieces.at(-1)} ${sentence}`, words + count];
  }
  return pieces;
}

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;
