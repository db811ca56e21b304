import type { Content, Detail, Section } from '../content/content.js';
import { escapeHtml as text, lines } from './html.js';
import type { PageWords } from './page-words.js';
import { renderCalculator } from './render-calculator.js';
import { renderForm } from './render-form.js';
import { renderList } from './render-list.js';
import { renderDishes, renderProjects } from './render-showcase.js';

type Of<T extends Section['type']> = Extract<Section, { type: T }>;

/** One section with its heading; what stands in it is a matter of its type. */
export function renderSection(section: Section, content: Content, words: PageWords): string {
  const { id, heading, lead, type } = section;
  return lines(0, [
    `<section class="section section-${type}" id="${id}" aria-labelledby="${id}-heading">`,
    '  <div class="wrap">',
    `    <h2 id="${id}-heading">${text(heading)}</h2>`,
    lead && `    <p class="section-lead">${text(lead)}</p>`,
    lines(4, [renderInside(section, content, words)]),
    '  </div>',
    '</section>',
  ]);
}

function renderInside(section: Section, content: Content, words: PageWords): string {
  switch (section.type) {
    case 'cards':
      return renderCards(section);
    case 'steps':
      return renderSteps(section);
    case 'about':
      return section.paragraphs.map((paragraph) => `<p class="prose">${text(paragraph)}</p>`).join('\n');
    case 'hours':
      return renderHours(section, words);
    case 'contact':
      return renderContact(section);
    case 'form':
      return renderForm(section, words);
    case 'questions':
      return renderQuestions(section);
    case 'dishes':
      return renderDishes(section, words);
    case 'projects':
      return renderProjects(section, words);
    case 'list':
      return renderList(section, words);
    case 'calculator':
      return renderCalculator(section, content, words);
  }
}

const renderCards = ({ cards }: Of<'cards'>): string =>
  lines(0, [
    '<ul class="cards">',
    ...cards.map(({ title, text: words }) =>
      lines(2, ['<li class="card">', `  <h3>${text(title)}</h3>`, `  <p>${text(words)}</p>`, '</li>']),
    ),
    '</ul>',
  ]);

const renderSteps = ({ steps }: Of<'steps'>): string =>
  lines(0, [
    '<ol class="steps">',
    ...steps.map(({ title, text: words }) =>
      lines(2, ['<li class="step">', `  <h3>${text(title)}</h3>`, `  <p>${text(words)}</p>`, '</li>']),
    ),
    '</ol>',
  ]);

function renderHours({ rows, note, heading }: Of<'hours'>, words: PageWords): string {
  const body = rows.map(
    ({ days, times }) =>
      `    <tr><th scope="row">${text(days || heading)}</th><td>${note ? `<span class="missing">${text(times)}</span>` : text(times)}</td></tr>`,
  );
  return lines(0, [
    '<table class="hours">',
    `  <thead class="heard"><tr><th scope="col">${text(words.days)}</th><th scope="col">${text(words.times)}</th></tr></thead>`,
    '  <tbody>',
    ...body,
    '  </tbody>',
    '</table>',
    note && `<p class="note">${text(note)}</p>`,
  ]);
}

function renderContact({ details, note }: Of<'contact'>): string {
  const lacks = details.some(({ isMissing }) => isMissing);
  return lines(0, [
    '<dl class="details">',
    ...details.map((detail) => `  <div><dt>${text(detail.label)}</dt><dd>${renderDetail(detail)}</dd></div>`),
    '</dl>',
    note && lacks && `<p class="note">${text(note)}</p>`,
  ]);
}

function renderDetail({ value, href, isMissing }: Detail): string {
  if (href) return `<a href="${text(href)}">${text(value)}</a>`;
  return isMissing ? `<span class="missing">${text(value)}</span>` : text(value);
}

const renderQuestions = ({ questions }: Of<'questions'>): string =>
  lines(0, [
    '<div class="questions">',
    ...questions.map(({ question, answer }) =>
      lines(2, ['<details>', `  <summary>${text(question)}</summary>`, `  <p>${text(answer)}</p>`, '</details>']),
    ),
    '</div>',
  ]);
