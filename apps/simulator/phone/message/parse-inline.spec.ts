import { describe, expect, it } from '@jest/globals';
import { type Inline, parseInline } from './parse-inline.js';

/** <b>, <i>, <s>, <c>, <a>: short to write and to read. */
const letters = { bold: 'b', italic: 'i', strike: 's', code: 'c', link: 'a' };
const show = (inlines: Inline[]): string =>
  inlines
    .map((inline) => {
      if (inline.type === 'text') return inline.text;
      const inner = 'children' in inline ? show(inline.children) : inline.text;
      return `<${letters[inline.type]}>${inner}</${letters[inline.type]}>`;
    })
    .join('');

describe(parseInline, () => {
  it.each([
    ['*bold* _italic_ ~strike~ `code`', '<b>bold</b> <i>italic</i> <s>strike</s> <c>code</c>'],
    ['*both _at_ once*', '<b>both <i>at</i> once</b>'],
    ['(*in brackets*)', '(<b>in brackets</b>)'],
    ['*first* and *second*', '<b>first</b> and <b>second</b>'],
    ['*¡Hola, niño!*', '<b>¡Hola, niño!</b>'],
  ])('styles %s', (line, shown) => {
    expect(show(parseInline(line))).toBe(shown);
  });

  it.each(['2*3*4', 'snake_case_name', '* not bold *', '*open', '**', '`', '* *', 'a * b * c', '``'])(
    'leaves %s alone',
    (line) => {
      expect(show(parseInline(line))).toBe(line);
    },
  );

  it('does not style inside code', () => {
    expect(show(parseInline('`*a*`'))).toBe('<c>*a*</c>');
  });

  it('does not style inside a link', () => {
    expect(show(parseInline('go to https://a.example/_x_y_ now'))).toBe('go to <a>https://a.example/_x_y</a>_ now');
  });

  it('links inside bold', () => {
    expect(show(parseInline('*see https://a.example*'))).toBe('<b>see <a>https://a.example</a></b>');
  });
});
