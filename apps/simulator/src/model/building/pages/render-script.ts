import type { Content } from '../content/content.js';
import { needsStore } from './render-page.js';
import { sitePart } from './site-parts.js';

/** The parts of a script that this page needs; each looks for its own place in the page. */
export function renderScript(content: Content, { hasStore }: { hasStore: boolean }): string {
  const names = new Set(['page.js']);
  const { sections } = content;
  if (needsStore(content) && !hasStore) names.add('store.js');
  for (const section of sections) {
    if (section.type === 'form') names.add('form.js');
    if (section.type === 'dishes' || section.type === 'projects') names.add('filter.js');
    if (section.type === 'list') names.add('tasks.js');
    if (section.type === 'calculator')
      names.add(section.calculator.formula === 'keypad' ? 'keypad.js' : 'calculator.js');
  }
  return `'use strict';\n\n${[...names].map(sitePart).join('\n\n')}\n`;
}
