import { iconButton } from '../dom/icon-button.js';
import { openMessageMenu } from '../message/open-message-menu.js';
import type { MessageActions } from '../message/message-actions.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';

const LONG_PRESS_MS = 450;
const SWIPE_PX = 64;
const JITTER_PX = 10;

interface MessageToolsOptions {
  list: HTMLElement;
  messageAt: (node: Element | null) => ChatMessage | undefined;
  actions: () => MessageActions;
}

/**
 * The ways to a message's menu: a button that follows the pointer (one for all bubbles), the right button, a long
 * press; and a swipe to the right, which answers it.
 */
export function addMessageTools({ list, messageAt, actions }: MessageToolsOptions): void {
  const bubbleOf = (target: EventTarget | null) =>
    target instanceof Element ? (target.closest('.bubble')?.closest('.message') ?? null) : null;
  const openFor = (node: Element | null, anchor: Element | DOMRect) => {
    const message = messageAt(node);
    if (message) openMessageMenu(anchor, message, actions());
  };

  const button = iconButton({
    icon: 'chevron',
    label: texts().messageMenu,
    class: 'message-tool',
    testId: 'message-menu',
    onClick: () => openFor(button.closest('.message'), button),
  });
  button.tabIndex = -1;
  list.addEventListener('pointerover', ({ target, pointerType }) => {
    const bubble = target instanceof Element ? target.closest('.message')?.querySelector('.bubble') : null;
    if (pointerType === 'mouse' && bubble && button.parentElement !== bubble) bubble.append(button);
  });
  list.addEventListener('contextmenu', (event) => {
    const node = bubbleOf(event.target);
    if (!node || (event.target as Element).closest('a, video')) return;
    event.preventDefault();
    openFor(node, new DOMRect(event.clientX, event.clientY));
  });

  addTouch(list, bubbleOf, openFor, (node) => {
    const message = messageAt(node);
    if (message && !message.revoked && !message.isPending && !message.isLost) actions().onReply(message);
  });
}

function addTouch(
  list: HTMLElement,
  bubbleOf: (target: EventTarget | null) => Element | null,
  onLongPress: (node: Element, anchor: DOMRect) => void,
  onSwipe: (node: Element) => void,
): void {
  let pressed: { node: HTMLElement; x: number; y: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const release = () => {
    clearTimeout(timer);
    pressed?.node.style.removeProperty('translate');
    pressed = undefined;
  };
  list.addEventListener('pointerdown', ({ target, pointerType, clientX: x, clientY: y }) => {
    const node = bubbleOf(target);
    if (pointerType === 'mouse' || !(node instanceof HTMLElement) || (target as Element).closest('input')) return;
    pressed = { node, x, y };
    timer = setTimeout(() => {
      release();
      onLongPress(node, new DOMRect(x, y));
    }, LONG_PRESS_MS);
  });
  list.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!pressed) return;
    const moved = clientX - pressed.x;
    if (Math.hypot(moved, clientY - pressed.y) > JITTER_PX) clearTimeout(timer);
    pressed.node.style.translate = `${Math.max(0, Math.min(SWIPE_PX, moved))}px`;
  });
  list.addEventListener('pointerup', ({ clientX }) => {
    const swiped = pressed && clientX - pressed.x >= SWIPE_PX ? pressed.node : undefined;
    release();
    if (swiped) onSwipe(swiped);
  });
  list.addEventListener('pointercancel', release);
}
