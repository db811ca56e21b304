import { useEffect, useRef } from 'react';
import { isTyping } from '../../keyboard/is-typing.js';

/** Esc closes what was opened last, before it closes anything else. */
export function useEscape(isActive: boolean, close: () => void): void {
  const current = useRef(close);
  useEffect(() => {
    current.current = close;
  });
  useEffect(() => {
    if (!isActive) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || isTyping(event)) return;
      event.preventDefault();
      event.stopPropagation();
      current.current();
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [isActive]);
}
