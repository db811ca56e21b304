import fc from 'fast-check';
import { findPatch } from './find-patch.js';

describe(findPatch, () => {
  it('turns any text into the other, by a piece that stands in it once', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', 'long line'), { maxLength: 12 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = findPatch(before, after);
        if (!patch) return;
        expect(before.split(patch.find)).toHaveLength(2);
        expect(before.replace(patch.find, () => patch.replace)).toBe(after);
      }),
    );
  });

  it('is for small changes of long texts', () => {
    const before = Array.from({ length: 50 }, (_, n) => `line ${n}`).join('\n');
    expect(findPatch(before, before.replace('line 20', 'another'))).toEqual({
      find: 'line 19\nline 20\nline 21',
      replace: 'line 19\nanother\nline 21',
    });
    expect(findPatch(before, 'something else')).toBeUndefined();
  });
});
