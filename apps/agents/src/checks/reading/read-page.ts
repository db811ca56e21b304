import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

export interface Reference {
  url: string;
  /** `load`: the page fetches it by itself. `submit`: it sends what people typed there. `link`: people go there. */
  use: 'load' | 'submit' | 'link';
  element: string;
  line?: number;
}

export interface Snippet {
  code: string;
  line: number;
}

/** What the checks need to know of a page, or of an SVG image. */
export interface Page {
  path: string;
  references: Reference[];
  /** Targets of fragments. */
  names: Set<string>;
  inlineScripts: Snippet[];
  inlineStyles: Snippet[];
  /** Attributes with code or style in them. */
  inlineAttributes: { name: string; line?: number }[];
  modules: string[];
  scripts: string[];
  hasViewport: boolean;
  elements: number;
  /** Of the element that stands deepest. */
  depth: number;
}

const LOADS: Record<string, string[]> = {
  script: ['src', 'href', 'xlink:href'],
  img: ['src'],
  source: ['src'],
  video: ['src', 'poster'],
  audio: ['src'],
  track: ['src'],
  iframe: ['src'],
  frame: ['src'],
  embed: ['src'],
  object: ['data'],
  input: ['src'],
  image: ['href', 'xlink:href'],
  use: ['href', 'xlink:href'],
  feimage: ['href', 'xlink:href'],
  body: ['background'],
  table: ['background'],
};
const SUBMITS: Record<string, string[]> = {
  form: ['action'],
  button: ['formaction'],
  input: ['formaction'],
  a: ['ping'],
};
const LINKS: Record<string, string[]> = { a: ['href', 'xlink:href'], area: ['href'] };
const LOADING_RELS =
  /\b(stylesheet|icon|apple-touch-icon|mask-icon|manifest|preload|modulepreload|prefetch|prerender|preconnect|dns-prefetch)\b/i;
const JAVASCRIPT = /^(module|text\/javascript|application\/javascript|text\/ecmascript|application\/ecmascript)?$/i;

export function readPage(path: string, markup: string): Page {
  const page: Page = {
    path,
    references: [],
    names: new Set(),
    inlineScripts: [],
    inlineStyles: [],
    inlineAttributes: [],
    modules: [],
    scripts: [],
    hasViewport: false,
    elements: 0,
    depth: 0,
  };
  // With a list of its own instead of recursion: pages may be nested deeper than the stack is.
  const open: { node: Node; depth: number }[] = [{ node: parse(markup, { sourceCodeLocationInfo: true }), depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    page.depth = Math.max(page.depth, depth);
    if ('tagName' in node) readElement(page, node);
    if ('content' in node) open.push({ node: node.content, depth });
    if ('childNodes' in node)
      for (const child of node.childNodes.toReversed()) open.push({ node: child, depth: depth + 1 });
  }
  return page;
}

function readElement(page: Page, element: Element): void {
  page.elements += 1;
  const tag = element.tagName.toLowerCase();
  const line = element.sourceCodeLocation?.startLine;
  const values = new Map(element.attrs.map(({ name, prefix, value }) => [prefix ? `${prefix}:${name}` : name, value]));
  const add = (use: Reference['use'], url: string | undefined) => {
    if (url !== undefined) page.references.push({ url: url.trim(), use, element: tag, line });
  };
  for (const name of LOADS[tag] ?? []) add('load', values.get(name));
  for (const name of SUBMITS[tag] ?? []) add('submit', values.get(name));
  for (const name of LINKS[tag] ?? []) add('link', values.get(name));
  for (const url of candidatesOf(values.get('srcset') ?? values.get('imagesrcset') ?? '')) add('load', url);
  if (tag === 'link') add(LOADING_RELS.test(values.get('rel') ?? '') ? 'load' : 'link', values.get('href'));
  if (tag === 'base') add('load', values.get('href'));
  if (tag === 'meta') readMeta(page, values, add);
  for (const name of ['id', 'name']) if (values.has(name)) page.names.add(values.get(name)!);
  for (const name of values.keys())
    if (name === 'style' || name.startsWith('on')) page.inlineAttributes.push({ name, line });
  if (tag === 'style') page.inlineStyles.push(snippetOf(element));
  if (tag === 'script') readScript(page, element, values);
}

function readMeta(page: Page, values: Map<string, string>, add: (use: 'load', url?: string) => void): void {
  if (values.get('name')?.toLowerCase() === 'viewport') page.hasViewport = true;
  if (values.get('http-equiv')?.toLowerCase() === 'refresh')
    add('load', /url\s*=\s*['"]?([^'"]+)/i.exec(values.get('content') ?? '')?.[1]);
}

function readScript(page: Page, element: Element, values: Map<string, string>): void {
  const type = values.get('type')?.trim() ?? '';
  if (!JAVASCRIPT.test(type)) return; // data
  const source = values.get('src');
  if (source === undefined) page.inlineScripts.push(snippetOf(element));
  else (type.toLowerCase() === 'module' ? page.modules : page.scripts).push(source.trim());
}

const snippetOf = (element: Element): Snippet => ({
  code: element.childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
  line: element.sourceCodeLocation?.startLine ?? 1,
});

const candidatesOf = (srcset: string): string[] =>
  srcset
    .split(/,\s+|,$/)
    .map((candidate) => candidate.trim().split(/\s+/)[0]!)
    .filter(Boolean);
