import { newTicketNumber, readTicketNumber } from './ticket-number.js';

describe(newTicketNumber.name, () => {
  it('makes numbers that can be read back and follow no order', () => {
    const numbers = Array.from({ length: 2_000 }, newTicketNumber);
    for (const number of numbers) expect(readTicketNumber(number)).toBe(number);
    expect(new Set(numbers).size).toBe(2_000);
    const rises = numbers.filter((number, index) => index > 0 && number > numbers[index - 1]!).length;
    expect(rises).toBeGreaterThan(800);
    expect(rises).toBeLessThan(1_200);
  });
});

describe(readTicketNumber.name, () => {
  it.each(['T-4K7-M2Q', 't-4k7-m2q', 'T4K7M2Q', 'mi ticket es el t 4k7 m2q, gracias'])('understands "%s"', (text) => {
    expect(readTicketNumber(text)).toBe('T-4K7-M2Q');
  });

  it.each(['', 'T-123', 'T-4K7-M2QX', 'T-4K1-M2Q', "T-4K7-M2Q'; --x".slice(0, 8), 'pedido 12345'])(
    'finds none in "%s"',
    (text) => expect(readTicketNumber(text)).toBeUndefined(),
  );
});
