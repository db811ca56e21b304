import type { Brief } from './brief.js';
import { readBrief } from './read-brief.js';

describe(readBrief, () => {
  it.each<[string, Partial<Brief>]>([
    ['build me a landing page for a bakery called Sol', { kind: 'landing', name: 'Sol' }],
    [
      'hazme una página para mi panadería que se llama La Espiga de Oro con fotos',
      { kind: 'landing', name: 'La Espiga de Oro' },
    ],
    ['quero um site para a floricultura Jasmim', { kind: 'landing', name: 'Jasmim' }],
    ['a bakery called sol, please', { kind: 'landing', name: 'Sol' }],
    ['a to-do app', { kind: 'app', name: '' }],
    ['una app para mis hábitos', { kind: 'app' }],
    ['uma calculadora de gorjetas', { kind: 'calculator' }],
    ['a landing page for my price calculator', { kind: 'landing' }],
    ['la carta de mi restaurante «El Faro»', { kind: 'menu', name: 'El Faro' }],
    ['um cardápio digital', { kind: 'menu' }],
    ['my portfolio as a photographer, dark and elegant', { kind: 'portfolio', moods: ['dark', 'elegant'] }],
    ['a page about bees in winter', { kind: 'other', name: '' }],
    ['algo bonito', { kind: 'other', name: '', items: [] }],
    ['a blue page for the bar called Red Lion', { name: 'Red Lion', hue: 262 }],
    ['a bakery page with sourdough, croissants and coffee', { items: ['Sourdough', 'Croissants', 'Coffee'] }],
    ['una panadería con empanadas, medialunas y espresso', { items: ['Empanadas', 'Medialunas', 'Espresso'] }],
    ['a page with a contact form, opening hours and a gallery', { items: [], extras: ['form', 'hours', 'gallery'] }],
    ['abrimos de lunes a viernes de 9:00 a 18:00', { hours: 'lunes a viernes de 9:00 a 18:00' }],
    ['call +34 600 000 000 or write to a@b.es', { phone: '+34 600 000 000', email: 'a@b.es' }],
    ['a page for 20 people in 2027', { phone: '', hours: '' }],
  ])('understands: %s', (request, brief) => {
    expect(readBrief(request, 'en')).toMatchObject(brief);
  });

  it('is bounded and quick whatever somebody writes', () => {
    const began = performance.now();
    for (const piece of ['a called ', 'con a, ', '"', 'de lunes a ', '1-', 'my Sol '])
      readBrief(piece.repeat(20_000), 'es');
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
