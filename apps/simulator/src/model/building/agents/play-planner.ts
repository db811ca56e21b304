import type { SiteKind } from '../brief/brief.js';
import { findChange } from '../brief/find-change.js';
import { writeContent } from '../content/write-content.js';
import { changeContent } from '../content/change-content.js';
import { normalize } from '../../replies/normalize.js';
import { agentWords } from './agent-words.js';
import type { Desk, Move } from './desk.js';
import { submit } from './work-on-files.js';

/** What will be made, in which parts, and by which workflow. */
export function playPlanner(desk: Desk): Move {
  const { brief, task } = desk;
  const words = agentWords[task.language];
  const content = changeContent(writeContent(brief), task.changes, brief);
  const sections = content.sections.map(({ heading }) => heading.slice(0, 120));
  const summary = words.plan(content.brand, brief.kind);
  const plan = {
    title: content.brand.slice(0, 80),
    slug: toSlug(content.brand, brief.kind),
    kind: brief.kind,
    workflow: chooseWorkflow(normalize(task.request)),
    summary,
    sections: [content.hero.headline.slice(0, 120), ...sections],
    features: featuresOf(content.sections.map(({ type }) => type)),
  };
  return submit(desk, plan, summary);
}

function toSlug(title: string, kind: SiteKind): string {
  const slug = normalize(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  return slug.length > 1 ? slug : `${kind}-site`;
}

function chooseWorkflow(plain: string): string {
  if (/\b(only|just|solo|solamente|so|apenas) (?:the |a |el |un |o |um )?(design|diseno|mockup|boceto)\b/.test(plain))
    return 'design-only';
  if (/\b(publish|deploy|publica\w*|despliega\w*)\b.*\b(again|otra vez|de nuevo|novamente)\b/.test(plain))
    return 'redeploy';
  const isBroken =
    /\b(does ?n.t work|not work\w*|broken|bug|fix|no funciona|no va|fallo|arregla\w*|nao funciona|quebrad\w+|conserta\w*)\b/.test(
      plain,
    );
  return isBroken && !findChange(plain) ? 'bug-fix' : 'full-build';
}

const features: Record<string, string> = {
  form: 'Contact form with labels and messages',
  dishes: 'Dishes by course, filtered by what one eats',
  projects: 'Works filtered by category',
  list: 'Entries can be added, edited, ticked, filtered and deleted, and stay on the device',
  calculator: 'Figures are calculated while one types',
  questions: 'Questions that open and close',
};

const featuresOf = (types: string[]): string[] => types.flatMap((type) => features[type] ?? []);
