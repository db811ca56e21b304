import { readDocument } from './read-document.js';

const read = (name: string, text: string) => readDocument(name, Buffer.from(text), 'es');

describe(readDocument.name, () => {
  it('carries the headings above each section, and takes none from code', async () => {
    const markdown =
      '---\ntags: x\n---\nIntro.\n\n# Menu\n\n## Bread\nFresh.\n```\n# no heading\n```\n### Rye\nDark.\n\n## Cakes\nSweet.';
    const { title, sections } = await read('menu.en.md', markdown);
    expect(title).toBe('Menu');
    expect(sections).toEqual([
      { heading: '', text: 'Intro.' },
      { heading: 'Menu › Bread', text: 'Fresh.\n```\n# no heading\n```' },
      { heading: 'Menu › Bread › Rye', text: 'Dark.' },
      { heading: 'Menu › Cakes', text: 'Sweet.' },
    ]);
  });

  it.each([
    ['notes.pt.txt', 'The name decides.', 'pt'],
    ['notes.txt', 'The shop is closed on Mondays because the baker needs to sleep too.', 'en'],
    ['notes.txt', 'La tienda cierra los lunes porque el panadero también necesita dormir.', 'es'],
    ['notes.txt', 'A loja fecha às segundas-feiras porque o padeiro também precisa dormir.', 'pt'],
  ])('reads %s (%s) as %s', async (name, text, language) => {
    await expect(read(name, text)).resolves.toMatchObject({ language });
  });

  it('drops what nobody sees', async () => {
    const { sections } = await read('a.en.txt', '\ufeffBread\u200b and\u202e salt\0\r\nEnd');
    expect(sections[0]!.text).toBe('Bread and salt\nEnd');
  });

  it.each(['', ' \n \n'])('refuses an empty file (%j)', async (text) => {
    await expect(read('a.md', text)).rejects.toThrow('is empty');
  });
});
