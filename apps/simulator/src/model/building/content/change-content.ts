import type { Brief } from '../brief/brief.js';
import { type Change, findChange, pendingChanges } from '../brief/find-change.js';
import type { Content, Section } from './content.js';
import { siteWords } from './site-words.js';
import { writeContact, writeForm, writeHours } from './write-sections.js';
import { writeQuestions } from './write-questions.js';

/** The texts with those of the wishes that are about words and not in them yet; everything else stays letter for letter. */
export function changeContent(content: Content, wishes: readonly string[], brief: Brief): Content {
  const own = { ...brief, language: content.language, kind: content.kind };
  return pendingChanges(wishes, content.changes).reduce((before, wish) => {
    const change = findChange(wish);
    const after = change ? changeOnce(before, change, own) : before;
    return after === before ? before : { ...after, changes: [...before.changes, wish] };
  }, content);
}

function changeOnce(content: Content, change: Change, brief: Brief): Content {
  switch (change.about) {
    case 'name':
      return rename(content, change.name);
    case 'headline':
      return { ...content, hero: { ...content.hero, headline: change.headline } };
    case 'form':
      return place(content, writeForm({ ...brief, email: change.email || emailOf(content) }));
    case 'hours':
      return place(content, writeHours({ ...brief, hours: change.hours || brief.hours }));
    case 'questions':
      return place(content, writeQuestions(brief, brief.kind === 'other' ? 'page' : 'trade'));
    case 'contact':
      return tell(content, change, brief);
    case 'item':
      return addItem(content, change.item);
    case 'removal':
      return { ...content, sections: content.sections.filter((section) => !isPart(section, change.part)) };
    default:
      return content;
  }
}

const emailOf = ({ sections }: Content): string => {
  const contact = sections.find(({ type }) => type === 'contact');
  const link =
    contact?.type === 'contact' ? contact.details.find(({ href }) => href?.startsWith('mailto:')) : undefined;
  return link?.value ?? '';
};

/** In the place of the section that it replaces, or as the last one. */
function place(content: Content, section: Section): Content {
  const at = content.sections.findIndex(({ type }) => type === section.type);
  const sections = at < 0 ? [...content.sections, section] : content.sections.with(at, section);
  return { ...content, sections };
}

const isPart = ({ type, id }: Section, part: string): boolean => type === part || id === part;

/** Every text that names the brand, and nothing else. */
function rename(content: Content, name: string): Content {
  const { brand } = content;
  if (!name || name === brand) return content;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])${brand.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'gu',
  );
  const { changes, ...texts } = content;
  const renamed = JSON.parse(JSON.stringify(texts), (key, value: unknown) =>
    typeof value === 'string' && !['id', 'type', 'target', 'href', 'motif', 'language', 'kind'].includes(key)
      ? value.replace(pattern, () => name)
      : value,
  ) as Omit<Content, 'changes'>;
  return { ...renamed, brand: name, changes };
}

function tell(
  content: Content,
  { phone, email, address }: Extract<Change, { about: 'contact' }>,
  brief: Brief,
): Content {
  const words = siteWords[content.language];
  const before = content.sections.find(({ type }) => type === 'contact');
  const written = writeContact({ ...brief, phone, email });
  if (before?.type !== 'contact' || written.type !== 'contact')
    return place(content, withAddress(written, address, words.address));
  const given = written.details.filter(({ isMissing }) => !isMissing);
  const details = before.details.map((detail) => given.find(({ label }) => label === detail.label) ?? detail);
  return place(content, withAddress({ ...before, details }, address, words.address));
}

const withAddress = (section: Section, value: string, label: string): Section =>
  section.type === 'contact' && value
    ? { ...section, details: section.details.map((detail) => (detail.label === label ? { label, value } : detail)) }
    : section;

/** To what the site shows: offers, dishes or works. */
function addItem(content: Content, title: string): Content {
  const text = siteWords[content.language].itemText;
  const at = content.sections.findIndex(({ type }) => type === 'cards' || type === 'dishes' || type === 'projects');
  const section = content.sections[at];
  const added = (): Section | undefined => {
    switch (section?.type) {
      case 'cards':
        return { ...section, cards: [...section.cards, { title, text }] };
      case 'projects':
        return {
          ...section,
          projects: [...section.projects, { title, text, category: section.projects[0]?.category ?? '' }],
        };
      case 'dishes':
        return {
          ...section,
          groups: section.groups.with(0, {
            ...section.groups[0]!,
            dishes: [...section.groups[0]!.dishes, { title, text, price: '', tags: [] }],
          }),
        };
      default:
        return undefined;
    }
  };
  const replaced = added();
  return replaced ? { ...content, sections: content.sections.with(at, replaced) } : content;
}
