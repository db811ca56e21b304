import type { Content } from '../content/content.js';
import type { Design } from '../design/design.js';
import { toVariables } from '../design/make-palette.js';
import { escapeHtml } from './html.js';

/** What browsers show in their tabs: the first letter of the name. */
export function renderIcon({ brand }: Content, { palette, corners }: Design): string {
  const radius = { sharp: 4, soft: 14, round: 32 }[corners];
  const letter = escapeHtml(initialOf(brand));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect width="64" height="64" rx="${radius}" fill="${palette.primary}"/>
  <text x="32" y="45" text-anchor="middle" font-family="system-ui, sans-serif" font-size="38" font-weight="700" fill="${toVariables(palette)['on-primary']}">${letter}</text>
</svg>
`;
}

export const initialOf = (brand: string): string => (/\p{L}|\p{N}/u.exec(brand)?.[0] ?? '·').toUpperCase();
