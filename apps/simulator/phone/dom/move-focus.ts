import { nextIndex } from './next-index.js';

/** Arrow keys, Home and End move the focus among the given elements. `columns` above 1 makes it a grid. */
export function moveFocus(event: KeyboardEvent, targets: HTMLElement[], columns = 1): boolean {
  const at = targets.indexOf(document.activeElement as HTMLElement);
  const next = nextIndex(event.key, at, targets.length, columns);
  if (next === undefined) return false;
  event.preventDefault();
  const target = targets[next];
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
  return true;
}
