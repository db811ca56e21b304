import { iconButton } from '../dom/icon-button.js';
import { addTouchGestures } from './touch-gestures.js';
import { openMessageMenu } from '../message/open-message-menu.js';
import type { MessageActions } from '../message/message-actions.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';

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
    const isTouch = 'pointerType' in event && event.pointerType !== 'mouse'; // a long press, which is treated below
    if (!isTouch) openFor(node, new DOMRect(event.clientX, event.clientY));
  });

  addTouchGestures(list, {
    nodeAt: bubbleOf,
    onLongPress: openFor,
    onSwipe: (node) => {
      const message = messageAt(node);
      if (message && !message.revoked && !message.isPending && !message.isLost) actions().onReply(message);
    },
  });
}
