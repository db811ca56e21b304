import { type Content, isContent } from '../content/content.js';
import { changeContent } from '../content/change-content.js';
import { writeContent } from '../content/write-content.js';
import { changeDesign } from '../design/change-design.js';
import { type Design, readDesign } from '../design/design.js';
import { makeDesign } from '../design/make-design.js';
import { sitePart } from '../pages/site-parts.js';
import { agentWords } from './agent-words.js';
import type { Desk, Move } from './desk.js';
import { lookAt, submit, writeNext } from './work-on-files.js';

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Writes design.json; one that is there is changed in nothing but what was asked for. */
export function playDesigner(desk: Desk): Move {
  const { brief, task } = desk;
  const words = agentWords[task.language];
  const look = lookAt(desk, ['design.json'], words.reading);
  if (look) return look;
  const design = designOf(desk);
  const wanted = new Map(desk.mayWrite('design.json') ? [['design.json', toJson(design)]] : []);
  const { summary, palette, fonts, layout, mood } = design;
  return (
    writeNext(desk, wanted, words.writing) ??
    submit(desk, { summary, palette, fonts, layout, mood }, summary || brief.kind)
  );
}

/** The design as it is to be, whether it stands in a file or not. */
export function designOf(desk: Desk): Design {
  const { brief, task } = desk;
  return changeDesign(readDesign(desk.readJson('design.json'), makeDesign(brief)), task.changes, task.language);
}

/** Writes content.json; one that is there is changed in nothing but what was asked for. */
export function playContent(desk: Desk): Move {
  const words = agentWords[desk.task.language];
  const look = lookAt(desk, ['content.json'], words.reading);
  if (look) return look;
  const given = desk.readJson('content.json');
  // Texts of another kind of site are none to start from.
  const isOther = isContent(given) && given.kind !== desk.brief.kind;
  const content = isOther ? changeContent(writeContent(desk.brief), desk.task.changes, desk.brief) : contentOf(desk);
  const wanted = new Map(desk.mayWrite('content.json') ? [['content.json', toJson(content)]] : []);
  return (
    writeNext(desk, wanted, words.writing) ??
    submit(desk, { summary: words.contentDone, files: [...wanted.keys()] }, words.contentDone)
  );
}

export function contentOf(desk: Desk): Content {
  const { brief, task } = desk;
  const given = desk.readJson('content.json');
  return changeContent(isContent(given) ? given : writeContent(brief), task.changes, brief);
}

/** Writes the data side: a store in the browser for what keeps entries, an empty one for all else. */
export function playBackend(desk: Desk): Move {
  const words = agentWords[desk.task.language];
  const look = lookAt(desk, ['content.json', 'data.json', 'api.js'], words.reading);
  if (look) return look;
  const content = contentOf(desk);
  const isUsed = content.sections.some(({ type }) => type === 'list');
  const wanted = new Map([
    ['data.json', toJson({ collections: isUsed ? { tasks: [] } : {} })],
    ['api.js', `'use strict';\n\n${sitePart('store.js')}\n`],
  ]);
  for (const path of [...wanted.keys()]) if (!desk.mayWrite(path)) wanted.delete(path);
  const summary = words.backendDone(isUsed);
  return writeNext(desk, wanted, words.writing) ?? submit(desk, { summary, files: [...wanted.keys()] }, summary);
}
