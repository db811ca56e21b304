import { element, svgElement } from '../dom/element.js';
import type { Person } from '../wire/phone-contract.js';

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A person's initials on the person's colour, darkened so that white letters stay readable. */
export function personAvatar(
  person: Pick<Person, 'name' | 'color'>,
  size: 'small' | 'medium' | 'large' = 'medium',
): HTMLElement {
  const node = element('span', { class: `avatar is-${size}`, 'aria-hidden': 'true' }, initialsOf(person.name));
  if (/^#[0-9a-f]{6}$/iu.test(person.color)) node.style.setProperty('--avatar', person.color);
  return node;
}

/** The mark of the business: two bubbles that talk to each other. */
export function businessAvatar(size: 'small' | 'medium' | 'large' = 'medium'): HTMLElement {
  return element('span', { class: `avatar is-business is-${size}`, 'aria-hidden': 'true' }, logo());
}

export function logo(): SVGElement {
  return svgElement(
    'svg',
    { viewBox: '0 0 48 48', class: 'logo', 'aria-hidden': 'true' },
    svgElement('path', {
      class: 'logo-back',
      d: 'M20 9h15a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6v6l-6.5-6H20a6 6 0 0 1-6-6v-9a6 6 0 0 1 6-6Z',
    }),
    svgElement('path', {
      class: 'logo-front',
      d: 'M13 17h13a6 6 0 0 1 6 6v7a6 6 0 0 1-6 6h-6l-7 6v-6a6 6 0 0 1-6-6v-7a6 6 0 0 1 6-6Z',
    }),
    svgElement('path', { class: 'logo-dots', d: 'M14.5 26.5v.01M19.5 26.5v.01M24.5 26.5v.01' }),
  );
}
