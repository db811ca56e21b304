import { formatMoney, toMinorUnits } from './money.js';

describe(toMinorUnits.name, () => {
  it.each<[string, string, number]>([
    ['3.50', 'EUR', 350],
    ['3,5', 'EUR', 350],
    ['3', 'EUR', 300],
    ['€ 3.50', 'EUR', 350],
    ['3,50 €', 'EUR', 350],
    ['1.234,50', 'EUR', 123_450],
    ['1,234.50', 'EUR', 123_450],
    ['1.234', 'EUR', 123_400],
    ['12.345.678', 'EUR', 1_234_567_800],
    ['0', 'EUR', 0],
    ['1500', 'JPY', 1_500],
    ['1,500', 'JPY', 1_500],
    ['$ 12.990', 'CLP', 12_990],
    ['1.234', 'KWD', 1_234],
    ['USD 10', 'USD', 1_000],
  ])('reads %s in %s as %i', (text, currency, minor) => {
    expect(toMinorUnits(text, currency)).toBe(minor);
  });

  it.each<[string, string]>([
    ['', 'EUR'],
    ['-3.50', 'EUR'],
    ['1.5', 'JPY'],
    ['free', 'EUR'],
    ['1e3', 'EUR'],
    ['NaN', 'EUR'],
    ['1.2.3', 'EUR'],
    ['1.234.5', 'EUR'],
    ['1.234,567', 'EUR'],
    ['9'.repeat(30), 'EUR'],
    ['3.50 USD', 'EUR'],
    ['٣', 'EUR'],
  ])('does not take %j for a price in %s', (text, currency) => {
    expect(toMinorUnits(text, currency)).toBeUndefined();
  });

  it('writes a price as the language does', () => {
    expect(formatMoney(123_450, 'EUR', 'en')).toBe('€1,234.50');
    expect(formatMoney(350, 'EUR', 'es').replace(/\s/u, ' ')).toBe('3,50 €');
    expect(formatMoney(1_500, 'JPY', 'en')).toBe('¥1,500');
  });
});
