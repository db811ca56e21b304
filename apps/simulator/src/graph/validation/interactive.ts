import type { InteractiveNode, ListRow } from '../sending/outbound-payload.js';
import {
  all,
  array,
  type Check,
  interactiveText,
  invalid,
  isObject,
  missing,
  object,
  oneOf,
  optional,
  text,
} from './checks.js';
import { mediaNode } from './media-node.js';

const MAX_ROWS = 10;

const body = (max: number) => object({ text: interactiveText(max) });
const footer = optional(object({ text: interactiveText(60) }));

const textHeader = object({ type: oneOf('text'), text: interactiveText(60), sub_text: optional(interactiveText(60)) });
const headers: Readonly<Record<string, Check>> = {
  text: textHeader,
  image: object({ type: oneOf('image'), image: mediaNode({ isCaptionAllowed: false }) }),
  video: object({ type: oneOf('video'), video: mediaNode({ isCaptionAllowed: false }) }),
  document: object({
    type: oneOf('document'),
    document: mediaNode({ isCaptionAllowed: false, isFilenameAllowed: true }),
  }),
};
const anyHeader: Check = (value, path) => {
  const type = isObject(value) ? value['type'] : undefined;
  const check = typeof type === 'string' ? headers[type] : undefined;
  return check ? check(value, path) : oneOf(...Object.keys(headers))(type, `${path}['type']`);
};

const button = object({
  type: oneOf('reply'),
  reply: object({ id: interactiveText(256), title: interactiveText(20) }),
});
const row = object({
  id: interactiveText(200),
  title: interactiveText(24),
  description: optional(text({ max: 72, min: 0, code: 131009 })),
});
const section = object({
  title: optional(text({ max: 24, min: 0, code: 131009 })),
  rows: array({ min: 1, max: MAX_ROWS }, row),
});
const httpUrl: Check = (value, path) =>
  typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
    ? undefined
    : invalid(`Param ${path} must be an http or https URL.`);

const kinds: Readonly<Record<InteractiveNode['type'], Check>> = {
  button: object({
    type: oneOf('button'),
    header: optional(anyHeader),
    body: body(1_024),
    footer,
    action: object({ buttons: all(array({ min: 1, max: 3 }, button), hasUniqueButtons) }),
  }),
  list: object({
    type: oneOf('list'),
    header: optional(textHeader),
    body: body(4_096),
    footer,
    action: object({
      button: interactiveText(20),
      sections: all(array({ min: 1, max: 10 }, section), hasFewUniqueRows),
    }),
  }),
  cta_url: object({
    type: oneOf('cta_url'),
    header: optional(anyHeader),
    body: body(1_024),
    footer,
    action: object({
      name: oneOf('cta_url'),
      parameters: object({ display_text: interactiveText(20), url: httpUrl }),
    }),
  }),
  location_request_message: object({
    type: oneOf('location_request_message'),
    body: body(1_024),
    action: object({ name: oneOf('send_location') }),
  }),
};

/** Reply buttons, lists, link buttons and location requests; the other kinds are not emulated. */
export const interactive: Check = (value, path) => {
  const type = isObject(value) ? value['type'] : undefined;
  if (isObject(value) && type === undefined) return missing(`${path}['type']`);
  const check = Object.entries(kinds).find(([kind]) => kind === type)?.[1];
  return check ? check(value, path) : oneOf(...Object.keys(kinds))(type, `${path}['type']`);
};

function hasUniqueButtons(value: unknown, path: string) {
  const replies = (value as { reply: { id: string; title: string } }[]).map(({ reply }) => reply);
  if (hasRepeats(replies.map(({ title }) => title))) return invalid(`Param ${path} has a duplicated button title.`);
  if (hasRepeats(replies.map(({ id }) => id))) return invalid(`Param ${path} has a duplicated button id.`);
  return undefined;
}

function hasFewUniqueRows(value: unknown, path: string) {
  const sections = value as { title?: string; rows: ListRow[] }[];
  const rows = sections.flatMap(({ rows }) => rows);
  if (rows.length > MAX_ROWS) return invalid(`Param ${path}: Total row count exceed max allowed count: ${MAX_ROWS}`);
  if (hasRepeats(rows.map(({ id }) => id))) return invalid(`Param ${path} has a duplicated row id.`);
  const untitled = sections.findIndex(({ title }) => !title);
  return sections.length > 1 && untitled >= 0 ? missing(`${path}[${untitled}]['title']`) : undefined;
}

const hasRepeats = (values: string[]): boolean => new Set(values).size < values.length;
