import { saysGoOn } from './says-go-on.js';

describe(saysGoOn, () => {
  it.each([
    'sigue',
    '¡Continúa!',
    'continua por favor',
    'Continue.',
    'please go on',
    'sí, sigue',
    'Segue',
    'resume',
    'RETOMAR',
  ])('hears it in "%s"', (said) => expect(saysGoOn(said)).toBe(true));

  it.each([
    'continue with the menu',
    'sigue igual de feo',
    'no sigas',
    'my resume',
    'para',
    '',
    'continue '.repeat(20),
  ])('does not in "%s"', (said) => expect(saysGoOn(said)).toBe(false));
});
