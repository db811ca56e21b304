import { renderTemplate } from './templates.js';

const body = (...texts: string[]) => [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }];

describe(renderTemplate, () => {
  it('fills the placeholders', () => {
    expect(renderTemplate({ name: 'follow_up', language: { code: 'es' }, components: body('Ana') })).toBe(
      'Hola Ana, ¿seguimos donde lo dejamos?',
    );
  });

  it.each([
    ['an unknown name', { name: 'nothing', language: { code: 'en' } }, 132001],
    ['an unknown language', { name: 'hello_world', language: { code: 'fr' } }, 132001],
    ['a paused one', { name: 'paused_offer', language: { code: 'en' } }, 132015],
    ['a missing parameter', { name: 'follow_up', language: { code: 'en' } }, 132000],
    ['a parameter too many', { name: 'hello_world', language: { code: 'en_US' }, components: body('x') }, 132000],
  ])('refuses %s', (_, template, code) => {
    expect(renderTemplate(template)).toMatchObject({ code });
  });
});
