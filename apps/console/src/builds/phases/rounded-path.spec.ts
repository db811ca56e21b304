import { roundedPath } from './rounded-path.js';

const point = (x: number, y: number) => ({ x, y });

describe(roundedPath, () => {
  it('begins and ends where it should, straight, and rounds every corner', () => {
    expect(roundedPath([point(0, 0), point(0, 10)])).toBe('M0,0 L0,10');
    expect(roundedPath([point(0, 0), point(0, 10), point(10, 10)])).toBe('M0,0 L0,5 Q0,10 5,10 L10,10');
    const path = roundedPath([point(0, 0), point(0, 10), point(10, 10), point(10.25, 20)]);
    expect(path).toBe('M0,0 L0,5 Q0,10 5,10 Q10,10 10.1,15 L10.3,20');
  });

  it('is nothing without a way', () => {
    expect([roundedPath([]), roundedPath([point(1, 1)])]).toEqual(['', '']);
  });
});
