import type { Content } from '../content/content.js';
import type { Design } from '../design/design.js';
import { isDarkPalette, toOther, toVariables } from '../design/make-palette.js';
import { standsOnBanner } from '../design/title-colour.js';
import { sitePart } from './site-parts.js';

const radius = { sharp: '2px', soft: '10px', round: '22px' } as const;
const byType: Partial<Record<Content['sections'][number]['type'], string[]>> = {
  form: ['fields.css', 'form.css'],
  dishes: ['filters.css', 'menu.css'],
  projects: ['filters.css', 'projects.css'],
  list: ['tasks.css'],
  calculator: ['fields.css', 'calculator.css'],
  questions: ['questions.css'],
};

/** Colours and fonts of the design, then the parts that this page needs. */
export function renderStyles({ sections, kind }: Content, design: Design, titleColour = ''): string {
  const { palette, fonts, corners, followsSystem, layout } = design;
  const dark = isDarkPalette(palette);
  const root = [
    `  color-scheme: ${followsSystem ? 'light dark' : dark ? 'dark' : 'light'};`,
    ...declare(toVariables(palette)),
    `  --heading: ${fonts.heading};`,
    `  --body: ${fonts.body};`,
    `  --radius: ${radius[corners]};`,
    `  --title: ${titleColour || (standsOnBanner(kind, layout) ? 'var(--on-banner)' : 'var(--text)')};`,
  ];
  const other = followsSystem
    ? `\n@media (prefers-color-scheme: ${dark ? 'light' : 'dark'}) {\n  :root {\n${declare(
        toVariables(toOther(palette)),
      )
        .map((line) => `  ${line}`)
        .join('\n')}\n  }\n}\n`
    : '';
  const extra = sections.flatMap(({ type }) => byType[type] ?? []);
  const files = ['base.css', 'sections.css', `layout-${layout}.css`, ...new Set(extra)];
  return `:root {\n${root.join('\n')}\n}\n${other}\n${files.map(sitePart).join('\n\n')}\n`;
}

const declare = (variables: Record<string, string>): string[] =>
  Object.entries(variables).map(([name, value]) => `  --${name}: ${value};`);
