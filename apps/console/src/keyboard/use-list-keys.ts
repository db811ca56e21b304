import { useEffect } from 'react';
import { isTyping } from './is-typing.js';

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.row[data-id]')];

/** The row that has the focus, or else the open one; -1 for none. */
function currentIndex(all: HTMLElement[]): number {
  const focused = all.findIndex((row) => row === document.activeElement);
  return focused >= 0 ? focused : all.findIndex((row) => row.getAttribute('aria-current') === 'true');
}

function move(step: 1 | -1): void {
  const all = rows();
  const next = Math.min(Math.max(currentIndex(all) + step, 0), all.length - 1);
  all[next]?.focus();
}

/** j, k, Enter (by the focus), /, ? and Esc, anywhere but in fields and dialogs. */
export function useListKeys(showHelp: () => void, close: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      const act = { j: () => move(1), k: () => move(-1), '/': focusSearch, '?': showHelp, Escape: () => leave(close) }[
        event.key
      ];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [showHelp, close]);
}

const focusSearch = (): void => {
  const field = document.getElementById('search');
  if (field instanceof HTMLInputElement) field.select();
  field?.focus();
};

/** Out of what is open, to its row. */
function leave(close: () => void): void {
  const open = document.querySelector<HTMLElement>('.row[aria-current]');
  close();
  open?.focus();
}
