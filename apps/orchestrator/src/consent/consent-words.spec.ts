import { consentOf } from './consent-words.js';

describe(consentOf, () => {
  it.each(['STOP', 'stop.', ' Baja ', '¡PARAR!', '/stop', 'Sair', 'darme de baja', 'cancelar inscrição'])(
    'takes %j for STOP',
    (text) => {
      expect(consentOf(text)).toBe('stop');
    },
  );

  it.each(['START', 'alta', '/start', 'Começar!'])('takes %j for START', (text) => {
    expect(consentOf(text)).toBe('start');
  });

  it.each([
    'stop, he is not coming',
    'please stop',
    'nonstop',
    'start with the red one',
    'alta calidad',
    '',
    'stop '.repeat(20),
  ])('takes %j for neither', (text) => {
    expect(consentOf(text)).toBeUndefined();
  });
});
