import { createTwoFilesPatch } from 'diff';
import { patchLines } from './patch-lines.js';

const show = (before: string, after: string) =>
  patchLines(createTwoFilesPatch('a', 'a', before, after, '', '', { context: 1 })).map(
    ({ kind, text, before: old, after: now }) => `${kind} ${old ?? ''}:${now ?? ''} ${text}`,
  );

describe(patchLines, () => {
  it('numbers lines on both sides', () => {
    expect(show('one\ntwo\nthree\n', 'one\n2\nthree\n')).toEqual([
      'gap 1:1 ',
      'same 1:1 one',
      'removed 2: two',
      'added :2 2',
      'same 3:3 three',
    ]);
  });

  it('starts anew behind a gap', () => {
    const many = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const lines = show(many.join('\n'), many.with(0, 'first').with(19, 'last').join('\n'));
    expect(lines.filter((line) => line.startsWith('gap'))).toEqual(['gap 1:1 ', 'gap 19:19 ']);
    expect(lines.at(-1)).toBe('added :20 last');
  });

  it('takes lines that look like headers for what they are', () => {
    expect(show('-- a\n', '++ b\n')).toEqual(['gap 1:1 ', 'removed 1: -- a', 'added :1 ++ b']);
  });
});
