import fc from 'fast-check';
import { toWhatsAppMarkup } from './to-whatsapp-markup.js';

describe(toWhatsAppMarkup, () => {
  it.each([
    ['plain text stays', 'Hola, ¿qué tal? 2 * 3 = 6', 'Hola, ¿qué tal? 2 * 3 = 6'],
    [
      'WhatsApp markup stays',
      '*bold* _italic_ ~struck~ `code`\n> quote\n- item\n1. one',
      '*bold* _italic_ ~struck~ `code`\n> quote\n- item\n1. one',
    ],
    ['bold', '**bold** and __Bold__ and __very bold__', '*bold* and *Bold* and *very bold*'],
    ['bold with italics', '***both*** **some *italic* text**', '*_both_* *some _italic_ text*'],
    ['struck out', '~~old~~ new', '~old~ new'],
    ['headings', '# Title\n## **Sub** title ##\ntext', '*Title*\n*Sub title*\ntext'],
    ['a hash tag is no heading', '#parley rocks', '#parley rocks'],
    ['links', 'See [our page](https://a.b/c_d__e) now', 'See our page (https://a.b/c_d__e) now'],
    ['links with a title', '[x](https://a.b "Title")', 'x (https://a.b)'],
    ['images', '![logo](https://a.b/l.png)', 'logo (https://a.b/l.png)'],
    ['addresses in angle brackets', '<https://a.b>', 'https://a.b'],
    ['bullets', '* one\n+ two\n  * three', '- one\n- two\n  - three'],
    ['rules', 'a\n\n---\n\nb', 'a\n\nb'],
    [
      'code keeps its signs',
      '`**x**` and\n```js\nconst a = b ** c ** d; // [x](https://y.z)\n```',
      '`**x**` and\n```\nconst a = b ** c ** d; // [x](https://y.z)\n```',
    ],
    ['an address keeps its signs', 'https://a.b/__init__/**x**', 'https://a.b/__init__/**x**'],
    ['names with underscores', 'my__var__name __init__ __proto__', 'my__var__name __init__ __proto__'],
    ['escapes', '\\*not bold\\*', '*not bold*'],
    ['line breaks of HTML', 'a<br>b<br/>c', 'a\nb\nc'],
    [
      'a table of two columns',
      '| Day | Hours |\n|---|:---:|\n| Mon | 9-18 |\n| Sun | closed |\nBye',
      '- *Mon*: 9-18\n- *Sun*: closed\nBye',
    ],
    [
      'a wider table',
      'Plans:\n| Plan | Price | Users |\n| --- | --- | --- |\n| **Basic** | 10 | 1 |\n| Pro |  | 5 |',
      'Plans:\n- *Basic* (Price: 10, Users: 1)\n- *Pro* (Users: 5)',
    ],
    ['control characters go', 'a\u0000b\u0007c\r\nd', 'abc\nd'],
    ['lone surrogates are replaced', 'a\ud800b', 'a\ufffdb'],
  ])('%s', (_, markdown, markup) => expect(toWhatsAppMarkup(markdown)).toBe(markup));

  it('loses no letter or digit of any text', () => {
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
    const piece = fc.oneof(
      fc.lorem({ maxCount: 2 }),
      fc.constantFrom('**', '*', '__', '~~', '`', '# ', '\n', '- ', '> ', '[', '](', ')', '\\', '***'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        expect(letters(toWhatsAppMarkup(text))).toBe(letters(text));
      }),
    );
  });

  it.each(['[', '**a ', '`', '# '.padEnd(50), '|-', '\n', '<', '~~a ', '__a ', '![](', '```', '| '])(
    'is quick with 100,000 characters of %j',
    (piece) => {
      const startedAt = performance.now();
      toWhatsAppMarkup(piece.repeat(100_000 / piece.length));
      toWhatsAppMarkup(`${piece.repeat(900)}\n`.repeat(20));
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});
