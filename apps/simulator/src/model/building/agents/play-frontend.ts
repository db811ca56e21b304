import type { SiteKind } from '../brief/brief.js';
import { findChange } from '../brief/find-change.js';
import { isContent } from '../content/content.js';
import { toTitleColour } from '../design/title-colour.js';
import type { Design } from '../design/design.js';
import { renderIcon } from '../pages/render-icon.js';
import { renderPage } from '../pages/render-page.js';
import { renderScript } from '../pages/render-script.js';
import { renderStyles } from '../pages/render-styles.js';
import { agentWords } from './agent-words.js';
import type { Desk, Move } from './desk.js';
import { contentOf, designOf } from './play-writers.js';
import { lookAt, submit, writeNext } from './work-on-files.js';

const own = ['index.html', 'styles.css', 'app.js', 'assets/icon.svg'];

/**
 * Makes the page from design.json and content.json. The same files always give the same page, so a change of one word there
 * is a change of one line here.
 */
export function playFrontend(desk: Desk): Move {
  const words = agentWords[desk.task.language];
  const look = lookAt(desk, ['design.json', 'content.json', ...own], words.reading);
  if (look) return look;
  const isForeign = desk.read('index.html') !== undefined && !isContent(desk.readJson('content.json'));
  if (isForeign || !desk.mayWrite('index.html')) {
    const files = desk.files() ?? [];
    return submit(desk, { summary: words.untouched, files: files.slice(0, 20) }, words.untouched);
  }
  const wanted = renderSite(desk);
  const next = writeNext(desk, wanted, words.writing);
  if (next) return next;
  const files = [...wanted.keys()].filter((path) => desk.read(path) !== undefined);
  const hasWritten = desk.steps.some(({ name, isError }) => /^(write|patch)_file$/.test(name) && !isError);
  const summary = hasWritten ? words.frontendDone(files.length) : words.unchanged;
  return submit(desk, { summary, files }, summary);
}

function renderSite(desk: Desk): Map<string, string> {
  const content = contentOf(desk);
  const design = designOf(desk);
  // A colleague writes the store at the same time; without one the page brings its own.
  const hasStore = /\bwindow\.store\b/.test(desk.task.text) || (desk.files() ?? []).includes('api.js');
  const hasIcon = desk.mayWrite('assets/icon.svg');
  const files = new Map([
    ['index.html', renderPage(content, design, { hasStore, hasIcon })],
    ['styles.css', renderStyles(content, design, titleColourOf(desk, design, content.kind))],
    ['app.js', renderScript(content, { hasStore })],
  ]);
  if (hasIcon) files.set('assets/icon.svg', renderIcon(content, design));
  return new Map([...files].filter(([path]) => desk.mayWrite(path)));
}

/** What was asked for last; without a word on it the colour that the title has. */
function titleColourOf(desk: Desk, design: Design, kind: SiteKind): string {
  const wish = desk.task.changes.map(findChange).findLast((change) => change?.about === 'title');
  if (wish?.about === 'title') return toTitleColour(wish.paint, design, kind);
  return /--title: (#[0-9a-f]{6});/.exec(desk.read('styles.css') ?? '')?.[1] ?? '';
}
