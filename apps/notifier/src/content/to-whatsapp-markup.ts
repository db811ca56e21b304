import { toBullets } from './to-bullets.js';

/** Anything that Markdown or HTML could mean; without it the text is passed on as it is. */
const MARKED = /[*_~`#[\]|<\\]|^[ \t]*(?:\+|-{3,})/m;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
const LINK = /!?\[([^\]\n]{0,500})\]\(\s*<?((?:https?:\/\/|mailto:|tel:)[^\s)>]+)>?(?:\s+"[^"\n]{0,300}")?\s*\)/g;
const ADDRESS = /<?(https?:\/\/[^\s<>\u0000]+)>?/g;
const KEPT = /\u0000(\d+)\u0000/g;
/** Between double underscores rather a name of a program than something important. */
const NAME = /^[a-z0-9]+$/;
/** Longer lines are no prose; patterns that look for pairs would take long on them. */
const MAX_LINE = 5_000;

/**
 * Markdown as models write it, as WhatsApp shows it: bold, headings, links, bullets, tables. Text that is WhatsApp markup
 * already stays as it is; code and addresses are never touched.
 */
export function toWhatsAppMarkup(markdown: string): string {
  const text = markdown
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  if (!MARKED.test(text)) return text.trim();
  const kept: string[] = [];
  const keep = (verbatim: string): string => `\u0000${kept.push(verbatim) - 1}\u0000`;
  const prose = text
    .replace(CODE, (code) => keep(code.replace(/^```[\w+#.-]+\n/, '```\n')))
    .replace(LINK, (_, label: string, url: string) => (label.trim() ? `${label} (${keep(url)})` : keep(url)))
    .replace(ADDRESS, (_, url: string) => keep(url));
  const markup = toBullets(prose.split('\n'))
    .map((line) => (line.length > MAX_LINE ? line : toMarkupLine(line)))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(KEPT, (_, index: string) => kept[Number(index)]!)
    .trim();
  return markup || text.trim(); // signs alone are what was meant
}

function toMarkupLine(line: string): string {
  if (/^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line)) return ''; // a rule
  const heading = /^ {0,3}#{1,6}[ \t]+/.exec(line);
  if (heading) return toTitle(line.slice(heading[0].length));
  return line
    .replace(/^([ \t]*)[*+][ \t]+(?=\S)/, '$1- ')
    .replace(/\*\*\*(?=\S)([^*]*[^*\s])\*\*\*/g, '*_$1_*')
    .replace(/\*\*(?=\S)((?:[^*]|\*(?!\*))*?[^*\s]\*?)\*\*/g, (_, bold: string) => `*${toItalics(bold)}*`)
    .replace(/(?<!\w)__(?=\S)([^_]*[^_\s])__(?!\w)/g, (all, bold: string) => (NAME.test(bold) ? all : `*${bold}*`))
    .replace(/~~(?=\S)([^~]*[^~\s])~~/g, '~$1~')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/\\([*_~`#[\]|<])/g, '$1');
}

function toTitle(heading: string): string {
  const title = heading
    .trim()
    .replace(/#+$/, '')
    .replace(/\*+|(?<!\w)__|__(?!\w)/g, '')
    .trim();
  return title && `*${title}*`;
}

const toItalics = (text: string): string => text.replace(/\*(?=\S)([^*]*[^*\s])\*/g, '_$1_');
