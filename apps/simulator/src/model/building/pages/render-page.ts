import type { Content, Section } from '../content/content.js';
import type { Design } from '../design/design.js';
import { drawArt } from './draw-art.js';
import { escapeHtml as text, lines } from './html.js';
import { initialOf } from './render-icon.js';
import { type PageWords, pageWords } from './page-words.js';
import { renderSection } from './render-section.js';

/** What stands beside the page. */
export interface Surroundings {
  /** A script of a colleague that keeps data, to be loaded first. */
  hasStore: boolean;
  hasIcon: boolean;
}

/** The page: landmarks, a skip link, one level-one heading, and nothing that is not a file of its own. */
export function renderPage(content: Content, design: Design, { hasStore, hasIcon }: Surroundings): string {
  const { language, brand, description, sections, kind } = content;
  const words = pageWords[language];
  const title = kind === 'app' || kind === 'calculator' ? content.hero.headline : brand;
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${text(title === brand ? titleOf(content) : `${title} · ${brand}`)}</title>
    <meta name="description" content="${text(description)}">
    <meta name="theme-color" content="${design.palette.background}">
${lines(4, [
  hasIcon && '<link rel="icon" href="assets/icon.svg" type="image/svg+xml">',
  '<link rel="stylesheet" href="styles.css">',
  hasStore && needsStore(content) && '<script src="api.js" defer></script>',
  '<script src="app.js" defer></script>',
])}
  </head>
  <body class="kind-${kind} layout-${design.layout}">
    <a class="skip" href="#content">${text(words.skip)}</a>
${lines(4, [renderHeader(content, words)])}
    <main id="content" tabindex="-1">
${lines(6, [renderHero(content, design), ...sections.map((section) => renderSection(section, content, words))])}
    </main>
    <footer class="footer">
      <div class="wrap">
        <p>${text(content.footer)}</p>
      </div>
    </footer>
  </body>
</html>
`;
}

export const needsStore = ({ sections }: Content): boolean => sections.some(({ type }) => type === 'list');

const titleOf = ({ brand, hero }: Content): string =>
  hero.headline && hero.headline !== brand ? `${brand} · ${hero.headline}` : brand;

/** Sections that a reader may want to jump to; a page of one part needs no menu. */
const isLinked = ({ type }: Section): boolean => type !== 'list' && type !== 'calculator';

function renderHeader({ brand, sections }: Content, words: PageWords): string {
  const links = sections.filter(isLinked);
  const items = links.map(({ id, heading }) => `<li><a href="#${id}">${text(heading)}</a></li>`);
  return lines(0, [
    '<header class="header">',
    '  <div class="wrap header-row">',
    `    <a class="brand" href="#content"><span class="brand-mark" aria-hidden="true">${text(initialOf(brand))}</span>${text(brand)}</a>`,
    items.length > 1 &&
      `    <nav class="nav" aria-label="${text(words.navigation)}">\n      <ul>\n${lines(8, items)}\n      </ul>\n    </nav>`,
    '  </div>',
    '</header>',
  ]);
}

function renderHero({ hero, motif, kind }: Content, { layout }: Design): string {
  const { eyebrow, headline, lead, actions } = hero;
  const isTool = kind === 'app' || kind === 'calculator';
  const buttons = actions.map(
    ({ label, target }, index) =>
      `<a class="button${index > 0 ? ' button-quiet' : ''}" href="#${target}">${text(label)}</a>`,
  );
  return lines(0, [
    `<div class="hero${isTool ? ' hero-small' : ''}">`,
    '  <div class="wrap hero-row">',
    '    <div class="hero-words">',
    eyebrow && `      <p class="eyebrow">${text(eyebrow)}</p>`,
    `      <h1>${text(headline)}</h1>`,
    lead && `      <p class="lead">${text(lead)}</p>`,
    buttons.length > 0 && `      <p class="actions">\n${lines(8, buttons)}\n      </p>`,
    '    </div>',
    !isTool && `    <div class="hero-art">\n${lines(6, [drawArt(motif, layout)])}\n    </div>`,
    '  </div>',
    '</div>',
  ]);
}
