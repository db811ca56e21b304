/** Whether a key belongs to a field, a dialog, a menu or the browser, and not to our shortcuts. */
export function isTyping({ target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing) return true;
  if (document.querySelector('dialog[open], [popover]:popover-open')) return true;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
