import { detailOf } from './detail-of.js';

const words = {
  policy: (policy: string) => `<${policy}>`,
  revision: (number: string) => `revision ${number}`,
  reason: (reason: string) => reason.toLowerCase(),
};

describe(detailOf, () => {
  it.each([
    ['refined', 'merge: make it darker: black', 'make it darker: black (<merge>)'],
    ['refined', 'something else', 'something else'],
    ['rolled_back', '2', 'revision 2'],
    ['failed', 'BUDGET_SPENT', 'budget_spent'],
    ['cancelled', 'Not needed', 'Not needed'],
    ['started', '', ''],
  ])('says of %s %s: %s', (type, detail, text) => {
    expect(detailOf({ type, detail }, words)).toBe(text);
  });
});
