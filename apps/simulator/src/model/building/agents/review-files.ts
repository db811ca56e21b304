import { isContent } from '../content/content.js';
import { contrast } from '../design/colour.js';
import { parseJson } from '../../replies/parse-json.js';
import { isObject } from '../../wire/message-request.js';

export interface Defect {
  severity: 'low' | 'medium' | 'high';
  path: string;
  what: string;
}

interface Rule {
  severity: Defect['severity'];
  what: string;
  isBroken: (html: string) => boolean;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const pageRules: Rule[] = [
  {
    severity: 'high',
    what: 'The page names no language: <html lang>.',
    isBroken: (html) => !/<html[^>]+lang="[a-z]{2}/.test(html),
  },
  { severity: 'high', what: 'The page has no title.', isBroken: (html) => !/<title>[^<]+<\/title>/.test(html) },
  {
    severity: 'medium',
    what: 'The page has no description.',
    isBroken: (html) => !/<meta name="description" content="[^"]+"/.test(html),
  },
  {
    severity: 'high',
    what: 'The page does not fit phones: the viewport is missing.',
    isBroken: (html) => !/<meta name="viewport"/.test(html),
  },
  { severity: 'medium', what: 'The page needs exactly one <h1>.', isBroken: (html) => count(html, /<h1[\s>]/g) !== 1 },
  { severity: 'medium', what: 'The page has no <main>.', isBroken: (html) => !/<main[\s>]/.test(html) },
  {
    severity: 'high',
    what: 'A script stands in the page instead of a file.',
    isBroken: (html) => /<script(?![^>]*\ssrc=)[^>]*>/.test(html),
  },
  {
    severity: 'medium',
    what: 'A style stands in the page instead of a file.',
    isBroken: (html) => /<style[\s>]|\sstyle="/.test(html),
  },
  {
    severity: 'high',
    what: 'An event handler stands in an attribute.',
    isBroken: (html) => /<[^>]+\son[a-z]+="/.test(html),
  },
  {
    severity: 'medium',
    what: 'A picture has no alternative text.',
    isBroken: (html) => /<img(?![^>]*\salt=)[^>]*>/.test(html),
  },
  { severity: 'medium', what: 'A field has no label.', isBroken: hasUnlabelledField },
];

/** A few rules that can be seen in the files alone; whatever needs a browser is for the checks. */
export function reviewFiles(texts: ReadonlyMap<string, string>, paths: string[]): Defect[] {
  const defects: Defect[] = [];
  for (const [path, text] of texts) {
    if (path.endsWith('.html')) {
      defects.push(
        ...pageRules.filter(({ isBroken }) => isBroken(text)).map(({ severity, what }) => ({ severity, path, what })),
      );
      defects.push(
        ...missingFiles(text, paths).map((file): Defect => ({
          severity: 'high',
          path,
          what: `The page refers to ${file}, which is not there.`,
        })),
      );
    }
    if (
      /(?:\ssrc=|<link[^>]+href=)"(?:https?:)?\/\//.test(text) ||
      /@import|url\(\s*['"]?(?:https?:)?\/\//.test(text)
    ) {
      defects.push({ severity: 'high', path, what: 'Something is loaded from a foreign origin.' });
    }
    if (path.endsWith('.js') && /\.(?:inner|outer)HTML\s*=|\beval\(|insertAdjacentHTML|document\.write/.test(text)) {
      defects.push({ severity: 'high', path, what: 'Text is put into the page as HTML.' });
    }
    if (path.endsWith('.json') && parseJson(text) === undefined)
      defects.push({ severity: 'high', path, what: 'This is no JSON.' });
  }
  return [...defects, ...reviewDesign(texts.get('design.json')), ...reviewTexts(texts)];
}

function hasUnlabelledField(html: string): boolean {
  return [...html.matchAll(/<(?:input|select|textarea)\b([^>]*)>/g)].some(({ 1: attributes = '', index }) => {
    if (/aria-label=|type="(?:hidden|submit|reset|button)"/.test(attributes)) return false;
    const id = /\sid="([^"]+)"/.exec(attributes)?.[1];
    if (id && html.includes(`for="${id}"`)) return false;
    return html.lastIndexOf('<label', index) <= html.lastIndexOf('</label>', index);
  });
}

const missingFiles = (html: string, paths: string[]): string[] =>
  [...html.matchAll(/\s(?:src|href)="([^"#:]+)"/g)]
    .map(([, file]) => file!.split(/[?#]/)[0]!)
    .filter((file) => !paths.includes(file));

function reviewDesign(text: string | undefined): Defect[] {
  const design = parseJson(text ?? '');
  if (!isObject(design) || !isObject(design.palette)) return [];
  const { text: ink, ...others } = design.palette as Record<string, string>;
  return ['background', 'surface']
    .filter((part) => !others[part] || !ink || contrast(ink, others[part]) < 4.5)
    .map((part) => ({
      severity: 'high',
      path: 'design.json',
      what: `palette.text on palette.${part} has a contrast below 4.5.`,
    }));
}

/** Each heading of content.json stands in the page. */
function reviewTexts(texts: ReadonlyMap<string, string>): Defect[] {
  const content = parseJson(texts.get('content.json') ?? '');
  const page = texts.get('index.html');
  if (!isContent(content) || page === undefined) return [];
  return content.sections
    .filter(({ id }) => !page.includes(`id="${id}"`))
    .map(({ heading }) => ({
      severity: 'medium',
      path: 'index.html',
      what: `The section “${heading.slice(0, 80)}” of content.json is missing.`,
    }));
}
