/** Arrow keys in groups of wrapped rows: left and right by order, up and down to what stands nearest on the screen. */
export function moveInGrid(event: KeyboardEvent, targets: HTMLElement[]): void {
  const current = document.activeElement;
  const at = targets.findIndex((target) => target === current);
  if (at < 0 || !event.key.startsWith('Arrow')) return;
  event.preventDefault();
  const isSideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
  const next = isSideways ? targets[at + step] : findVertically(targets, at, step);
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function findVertically(targets: HTMLElement[], at: number, step: 1 | -1): HTMLElement | undefined {
  const from = targets[at]?.getBoundingClientRect();
  if (!from) return undefined;
  const boxes = targets.map((target) => ({ target, box: target.getBoundingClientRect() }));
  const beyond = boxes.filter(({ box }) => (step > 0 ? box.top >= from.bottom - 1 : box.bottom <= from.top + 1));
  const rowTop =
    step > 0 ? Math.min(...beyond.map(({ box }) => box.top)) : Math.max(...beyond.map(({ box }) => box.top));
  const distance = (box: DOMRect) => Math.abs(box.left + box.width / 2 - (from.left + from.width / 2));
  return beyond.filter(({ box }) => Math.abs(box.top - rowTop) < 2).sort((a, b) => distance(a.box) - distance(b.box))[0]
    ?.target;
}
