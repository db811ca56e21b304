import { nextIndex } from './next-index.js';

/** Arrow keys, Home and End move the focus among elements that stand below each other. */
export function moveFocus(event: KeyboardEvent, targets: HTMLElement[]): void {
  const at = targets.findIndex((target) => target === document.activeElement);
  const next = nextIndex(event.key, at, targets.length);
  if (next === undefined) return;
  event.preventDefault();
  const target = targets[next];
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}
