const LONG_PRESS_MS = 450;
const SWIPE_PX = 64;
/** A resting finger trembles by less than this. */
const JITTER_PX = 10;

interface TouchGestures {
  nodeAt: (target: EventTarget | null) => Element | null;
  /** Comes when the finger goes up: a popover that opened under it would be closed by that very movement. */
  onLongPress: (node: Element, anchor: DOMRect) => void;
  onSwipe: (node: Element) => void;
}

interface Press {
  node: HTMLElement;
  x: number;
  y: number;
  isLong: boolean;
}

/** A long press on a bubble, and a swipe to the right that pulls it along. */
export function addTouchGestures(list: HTMLElement, { nodeAt, onLongPress, onSwipe }: TouchGestures): void {
  let press: Press | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  list.addEventListener('pointerdown', ({ target, pointerType, clientX: x, clientY: y }) => {
    const node = nodeAt(target);
    if (pointerType === 'mouse' || !(node instanceof HTMLElement) || (target as Element).closest('input')) return;
    const mine: Press = { node, x, y, isLong: false };
    press = mine;
    timer = setTimeout(() => {
      mine.isLong = true;
      node.classList.add('is-pressed');
    }, LONG_PRESS_MS);
  });
  list.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!press || press.isLong) return;
    const moved = clientX - press.x;
    if (Math.hypot(moved, clientY - press.y) > JITTER_PX) clearTimeout(timer);
    press.node.style.translate = `${Math.max(0, Math.min(SWIPE_PX, moved))}px`;
  });
  const release = ({ clientX }: PointerEvent) => {
    clearTimeout(timer);
    press?.node.style.removeProperty('translate');
    if (!press || press.isLong) return;
    const { node, x } = press;
    press = undefined;
    if (clientX - x >= SWIPE_PX) onSwipe(node);
  };
  list.addEventListener('pointerup', release);
  list.addEventListener('pointercancel', release);

  const endLongPress = (event: TouchEvent) => {
    if (!press?.isLong) return;
    const { node, x, y } = press;
    press = undefined;
    if (event.cancelable) event.preventDefault(); // else a click follows, meant for nothing, and closes the menu
    node.classList.remove('is-pressed');
    onLongPress(node, new DOMRect(x, y));
  };
  list.addEventListener('touchend', endLongPress, { passive: false });
  list.addEventListener('touchcancel', endLongPress);
}
