import { element } from '../dom/element.js';
import { texts } from '../texts/texts.js';
import { type Block, parseMarkup } from './markup.js';
import type { Inline } from './parse-inline.js';

/** Longer texts are cut until the reader asks for the rest: 70,000 characters at once would stall the page. */
const MAX_SHOWN_CHARACTERS = 3_000;

/** A text with WhatsApp's styles. All of it arrives in the page as text nodes. */
export function renderMarkup(text: string): HTMLElement {
  const node = element('div', { class: 'markup', dir: 'auto' });
  if (text.length <= MAX_SHOWN_CHARACTERS) {
    node.append(...parseMarkup(text).map(renderBlock));
    return node;
  }
  const more = element('button', { type: 'button', class: 'read-more' }, texts().readMore);
  more.addEventListener('click', () => node.replaceChildren(...parseMarkup(text).map(renderBlock)));
  node.append(...parseMarkup(`${text.slice(0, MAX_SHOWN_CHARACTERS)}… `).map(renderBlock));
  node.append(more);
  return node;
}

function renderBlock(block: Block): HTMLElement {
  switch (block.type) {
    case 'code':
      return element('pre', { class: 'markup-code', tabindex: 0 }, block.text);
    case 'quote':
      return element('blockquote', { class: 'markup-quote' }, ...renderLines(block.lines));
    case 'list': {
      const items = block.items.map((item) => element('li', {}, ...item.map(renderInline)));
      return block.ordered ? element('ol', { start: block.start }, ...items) : element('ul', {}, ...items);
    }
    case 'lines':
      return element('div', { class: 'markup-lines' }, ...renderLines(block.lines));
  }
}

/** Line breaks are kept as characters; the style sheet shows them. */
function renderLines(lines: Inline[][]): Node[] {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [document.createTextNode('\n')] : []),
    ...line.map(renderInline),
  ]);
}

const tags = { bold: 'strong', italic: 'em', strike: 's' } as const;

function renderInline(inline: Inline): Node {
  switch (inline.type) {
    case 'text':
      return document.createTextNode(inline.text);
    case 'code':
      return element('code', {}, inline.text);
    case 'link':
      return element('a', { href: inline.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, inline.text);
    default:
      return element(tags[inline.type], {}, ...inline.children.map(renderInline));
  }
}
