import { reviewFiles } from './agents/review-files.js';
import { buildSite, type Wish } from './building.stage.js';
import { contrast } from './design/colour.js';

const requests: Record<string, Record<'en' | 'es' | 'pt', string>> = {
  landing: {
    en: 'build me a landing page for a bakery called Sol',
    es: 'hazme una página para mi panadería que se llama Sol',
    pt: 'cria um site para a minha padaria chamada Sol',
  },
  app: { en: 'a to-do app', es: 'una app de tareas', pt: 'um aplicativo de tarefas' },
  calculator: { en: 'a price calculator', es: 'una calculadora de precios', pt: 'uma calculadora de preços' },
  menu: { en: 'a menu for my restaurant', es: 'la carta de mi restaurante', pt: 'um cardápio para o meu restaurante' },
  portfolio: {
    en: 'a portfolio for a photographer',
    es: 'un portafolio de fotografía',
    pt: 'um portfólio de fotografia',
  },
  other: {
    en: 'a page about bees in winter',
    es: 'una página sobre las abejas en invierno',
    pt: 'uma página sobre as abelhas no inverno',
  },
};
const cases = Object.entries(requests).flatMap(([kind, texts]) =>
  Object.entries(texts).map(([language, request]) => ({ kind, language, request })),
);

const build = (wish: Wish) => {
  const files = buildSite(wish);
  const json = (path: string) => JSON.parse(files.get(path)!) as Record<string, never>;
  return { files, html: files.get('index.html')!, design: json('design.json'), content: json('content.json') };
};

describe('sites that the offline model makes', () => {
  it.each(cases)('are whole and sound: $kind in $language', ({ kind, language, request }) => {
    const { files, html, content } = build({ request, language });
    expect([...files.keys()].sort()).toEqual([
      'api.js',
      'app.js',
      'assets/icon.svg',
      'content.json',
      'data.json',
      'design.json',
      'index.html',
      'styles.css',
    ]);
    expect(reviewFiles(files, [...files.keys()])).toEqual([]);
    expect(html).toContain(`<html lang="${language}">`);
    expect(content).toMatchObject({ kind, language });
    expect(html).not.toMatch(/undefined|\[object|NaN|lorem ipsum/i);
    // Nobody gave a number or an address, so there is none.
    expect(html).not.toMatch(/tel:|mailto:|@|\+\d{2}/);
  });

  it.each(cases)('say the same every time: $kind in $language', ({ language, request }) => {
    expect(build({ request, language }).files).toEqual(build({ request, language }).files);
  });

  it('read well: text, muted text, links and buttons have a contrast of 4.5 and more, in light and dark', () => {
    const wishes = cases.flatMap((one) => [one, { ...one, request: `${one.request}, dark` }]);
    for (const { language, request } of wishes) {
      const css = build({ request, language }).files.get('styles.css')!;
      const roots = css.match(/:root \{[^}]+\}/g)!;
      for (const root of roots) {
        const value = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(root)![1]!;
        for (const paper of ['background', 'surface', 'card']) {
          for (const ink of ['text', 'muted', 'primary', 'accent']) {
            expect([request, ink, paper, contrast(value(ink), value(paper)) >= 4.5]).toEqual([
              request,
              ink,
              paper,
              true,
            ]);
          }
        }
        expect(contrast(value('on-primary'), value('primary'))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(value('on-banner'), value('banner'))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(value('text'), value('soft'))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(value('primary'), value('soft'))).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('look different for different requests', () => {
    const looks = Object.values(requests).map(({ en }) =>
      JSON.stringify(build({ request: en, language: 'en' }).design['palette']),
    );
    expect(new Set(looks).size).toBe(looks.length);
    const bakeries = ['Sol', 'Luna', 'Trigo', 'Miga', 'Harina', 'Horno'].map(
      (name) => build({ request: `a landing page for a bakery called ${name}`, language: 'en' }).design,
    );
    expect(new Set(bakeries.map(({ palette }) => JSON.stringify(palette))).size).toBe(6);
    expect(
      new Set(bakeries.map(({ layout, corners, fonts }) => JSON.stringify([layout, corners, fonts]))).size,
    ).toBeGreaterThan(2);
  });

  it('keep to what the person said: name, things, colour, mail and hours', () => {
    const { html, files } = build({
      request:
        'una página verde para mi panadería que se llama Trigo & Sal, con empanadas, focaccia y pan de centeno. Abrimos de lunes a viernes de 8:00 a 14:00, escríbenos a hola@trigo.es',
      language: 'es',
    });
    for (const word of [
      'Trigo &amp; Sal',
      'Empanadas',
      'Focaccia',
      'Pan de centeno',
      '8:00 a 14:00',
      'mailto:hola@trigo.es',
    ]) {
      expect(html).toContain(word);
    }
    const [, red, green, blue] = /--primary: #(..)(..)(..)/
      .exec(files.get('styles.css')!)!
      .map((part) => parseInt(part, 16));
    expect(green! > red! && green! > blue!).toBe(true);
  });

  it('put nothing that a person wrote into the page as markup', () => {
    const { html } = build({
      request: 'a bakery page called "<img src=x onerror=alert(1)>" with <b>bread</b>, "quotes" and cakes',
      language: 'en',
    });
    expect(html).not.toMatch(/<img|<b>|<script>/);
  });
});
