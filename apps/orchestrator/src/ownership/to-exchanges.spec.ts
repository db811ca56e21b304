import { toExchanges, type Utterance } from './to-exchanges.js';

const person = (words: string): Utterance => ({ by: 'person', words, seq: '1' });
const operator = (words: string): Utterance => ({ by: 'operator', words, seq: null });

describe(toExchanges, () => {
  it('pairs what was asked with what was answered, in order', () => {
    expect(
      toExchanges([
        person('hi'),
        person('blue?'),
        operator('yes'),
        operator('one left'),
        person('great'),
        operator('kept'),
      ]),
    ).toEqual([
      { task: 'hi\nblue?', answer: 'yes\none left' },
      { task: 'great', answer: 'kept' },
    ]);
  });

  it('keeps an operator who speaks first, a person whom nobody answered, and messages without words', () => {
    expect(toExchanges([operator('hello'), person(''), operator('nice picture'), person('bye')])).toEqual([
      { task: '…', answer: 'hello' },
      { task: '…', answer: 'nice picture' },
      { task: 'bye', answer: '…' },
    ]);
  });

  it('makes nothing of nothing', () => {
    expect(toExchanges([])).toEqual([]);
  });
});
