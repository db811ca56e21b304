import { normalize } from '../../replies/normalize.js';
import type { Section } from '../content/content.js';
import { drawCover } from './draw-art.js';
import { escapeHtml as text, lines } from './html.js';
import type { PageWords } from './page-words.js';

type Of<T extends Section['type']> = Extract<Section, { type: T }>;

/** Names as the page's script compares them. */
const toKey = (name: string): string => normalize(name).replace(/[^a-z0-9]+/g, '-');

function renderFilters(names: string[], words: PageWords): string {
  const button = (key: string, label: string, isOn: boolean) =>
    `  <button class="filter" type="button" data-filter="${key}" aria-pressed="${isOn}">${text(label)}</button>`;
  return lines(0, [
    `<div class="filters" role="group" aria-label="${text(words.filter)}">`,
    button('all', words.all, true),
    ...names.map((name) => button(toKey(name), name, false)),
    '</div>',
  ]);
}

/** A menu in its courses, each dish with its price on a line of its own, to be narrowed down by what one eats. */
export function renderDishes({ groups, note }: Of<'dishes'>, words: PageWords): string {
  const tags = [...new Set(groups.flatMap(({ dishes }) => dishes.flatMap((dish) => dish.tags)))];
  const dish = (one: (typeof groups)[number]['dishes'][number]) =>
    lines(4, [
      `<li class="dish" data-keys="${one.tags.map(toKey).join(' ')}">`,
      `  <h4><span>${text(one.title)}</span><span class="dish-price">${text(one.price)}</span></h4>`,
      `  <p>${text(one.text)}${one.tags.map((tag) => ` <span class="tag">${text(tag)}</span>`).join('')}</p>`,
      '</li>',
    ]);
  return lines(0, [
    '<div data-filtered>',
    tags.length > 0 && lines(2, [renderFilters(tags, words)]),
    '  <div class="courses">',
    ...groups.map(({ title, dishes }) =>
      lines(4, [
        '<div class="course" data-group>',
        `  <h3>${text(title)}</h3>`,
        '  <ul class="dishes">',
        ...dishes.map(dish),
        '  </ul>',
        '</div>',
      ]),
    ),
    '  </div>',
    `  <p class="filtered-empty" role="status" data-nothing="${text(words.nothing)}"></p>`,
    '</div>',
    `<p class="note">${text(note)}</p>`,
  ]);
}

/** Works with covers drawn for the page, to be narrowed down by kind. */
export function renderProjects({ projects, note }: Of<'projects'>, words: PageWords): string {
  const categories = [...new Set(projects.map(({ category }) => category))];
  return lines(0, [
    '<div data-filtered>',
    categories.length > 1 && lines(2, [renderFilters(categories, words)]),
    '  <ul class="projects">',
    ...projects.map(({ title, text: about, category }, index) =>
      lines(4, [
        `<li class="project" data-keys="${toKey(category)}">`,
        `  ${drawCover(index)}`,
        '  <div class="project-words">',
        `    <p class="eyebrow">${text(category)}</p>`,
        `    <h3>${text(title)}</h3>`,
        `    <p>${text(about)}</p>`,
        '  </div>',
        '</li>',
      ]),
    ),
    '  </ul>',
    `  <p class="filtered-empty" role="status" data-nothing="${text(words.nothing)}"></p>`,
    '</div>',
    `<p class="note">${text(note)}</p>`,
  ]);
}
