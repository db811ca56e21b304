import { byteRange } from './byte-range.js';

describe(byteRange, () => {
  it.each<[string | undefined, ReturnType<typeof byteRange>]>([
    [undefined, undefined],
    ['bytes=0-3', { first: 0, last: 3 }],
    ['bytes=4-', { first: 4, last: 9 }],
    ['bytes=-3', { first: 7, last: 9 }],
    ['bytes=5-99', { first: 5, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=3-2', 'unsatisfiable'],
    ['bytes=0-1,4-5', undefined],
    ['lines=1-2', undefined],
  ])('reads %s of ten bytes as %j', (header, expected) => {
    expect(byteRange(header, 10)).toEqual(expected);
  });
});
