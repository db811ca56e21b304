import { withHysteresis } from './with-hysteresis.js';

describe(withHysteresis, () => {
  /** A check that goes as the letters say, w = well and i = ill, and what the looks at it say. */
  const look = async (course: string, threshold?: number): Promise<string> => {
    const states = [...course];
    const inner = {
      name: 'database',
      check: async () => {
        if (states.shift() === 'i') throw new Error('away');
      },
    };
    const { name, check } = withHysteresis(inner, threshold);
    expect(name).toBe('database');
    let seen = '';
    for (const _ of course)
      seen += await check().then(
        () => 'w',
        (error: Error) => (expect(error.message).toBe('away'), 'i'),
      );
    return seen;
  };

  it.each([
    ['wiiw', 'wwww', 'two failures change nothing'],
    ['wiiiiw', 'wwwiiw', 'the third in a row does, until the first success'],
    ['wiiwiiw', 'wwwwwww', 'a success between them begins anew'],
    ['iiw', 'iiw', 'what was never well is ill at once'],
  ])('makes of %s %s: %s', async (course, seen) => {
    expect(await look(course)).toBe(seen);
  });

  it('lets the threshold be another', async () => {
    expect(await look('wiw', 1)).toBe('wiw');
  });
});
