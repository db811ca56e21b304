import { announce } from '../dom/announce.js';
import { element } from '../dom/element.js';
import { iconButton } from '../dom/icon-button.js';
import { moveFocus } from '../dom/move-focus.js';
import type { ChatContext } from '../message/message-actions.js';
import { openMessageMenu } from '../message/open-message-menu.js';
import { previewMessage } from '../people/preview-message.js';
import { isUnread } from '../state/count-unread.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';
import { MessageList } from './message-list.js';
import { addMessageTools } from './message-tools.js';
import { ScrollKeeper } from './scroll-keeper.js';

const FLASH_MS = 1_400;
/** Earlier messages are drawn when the reader is this near to the top. */
const TOP_PX = 300;

/** The scrolled part of a chat: bubbles, the typing sign, the way back to the newest message. */
export class ChatLog {
  readonly element: HTMLElement;
  private readonly scroll: HTMLElement;
  private readonly list: MessageList;
  private readonly typing: HTMLElement;
  private readonly toEnd: HTMLButtonElement;
  private readonly missed = element('span', { class: 'badge', hidden: true });
  private readonly keeper: ScrollKeeper;
  private missedCount = 0;

  constructor(
    private context: ChatContext,
    signal: AbortSignal,
  ) {
    const t = texts();
    this.list = new MessageList(context);
    this.typing = element(
      'div',
      { class: 'typing', hidden: true, 'data-testid': 'typing', role: 'status' },
      element('i'),
      element('i'),
      element('i'),
    );
    const inner = element('div', { class: 'log-inner' }, this.list.element, this.typing);
    this.scroll = element(
      'div',
      { class: 'log', role: 'log', 'aria-live': 'off', tabindex: -1, 'data-testid': 'log' },
      inner,
    );
    this.toEnd = iconButton({
      icon: 'chevron',
      label: t.toNewest,
      class: 'to-end',
      testId: 'to-end',
      onClick: () => this.keeper.toEnd(true),
    });
    this.toEnd.append(this.missed);
    this.toEnd.hidden = true;
    this.element = element('div', { class: 'log-frame' }, this.scroll, this.toEnd);
    this.keeper = new ScrollKeeper(this.scroll, inner, (isAtEnd) => this.showWayBack(isAtEnd), signal);
    this.scroll.addEventListener('scroll', () => this.drawEarlier(), { passive: true, signal });
    this.scroll.addEventListener('keydown', (event) => this.pressed(event));
    addMessageTools({
      list: this.list.element,
      messageAt: (node) => this.list.messageAt(node),
      actions: () => this.context.actions,
    });
  }

  show(chat: readonly ChatMessage[], context: ChatContext): void {
    this.context = context;
    this.list.show(chat, context);
    const unread = chat.filter(isUnread);
    this.list.divide(unread[0], texts().unreadMessages(unread.length));
    this.keeper.toEnd();
  }

  sync(chat: readonly ChatMessage[]): void {
    const added = this.list.sync(chat);
    if (added.length === 0) return;
    const received = added.filter(({ direction }) => direction === 'out');
    if (received.length < added.length) this.keeper.toEnd();
    else if (!this.keeper.isAtEnd) this.missedCount += received.length;
    this.showWayBack(this.keeper.isAtEnd);
    const last = received.at(-1);
    if (last) announce(texts().said(this.context.businessName, previewMessage(last)));
  }

  setTyping(isTyping: boolean): void {
    if (isTyping === !this.typing.hidden) return;
    this.typing.hidden = !isTyping;
    this.typing.setAttribute('aria-label', isTyping ? texts().typingNow(this.context.businessName) : '');
  }

  jumpTo(messageId: string): void {
    const node = this.list.find(messageId);
    if (!node) return;
    node.scrollIntoView({ block: 'center', behavior: 'smooth' });
    node.classList.add('is-flashing');
    setTimeout(() => node.classList.remove('is-flashing'), FLASH_MS);
  }

  focusLast(): void {
    this.list.nodes.at(-1)?.focus();
  }

  private showWayBack(isAtEnd: boolean): void {
    if (isAtEnd) this.missedCount = 0;
    this.toEnd.hidden = isAtEnd;
    this.missed.hidden = this.missedCount === 0;
    this.missed.textContent = String(this.missedCount);
  }

  private drawEarlier(): void {
    if (this.scroll.scrollTop < TOP_PX && this.list.hasEarlier) this.keeper.keepPlace(() => this.list.drawEarlier());
  }

  /** Arrows go from message to message; Enter opens the menu of one. */
  private pressed(event: KeyboardEvent): void {
    const node = document.activeElement;
    const message = this.list.messageAt(node);
    if (!message || !node) return;
    if (event.key === 'Enter' || event.key === 'ContextMenu') {
      event.preventDefault();
      openMessageMenu(node.querySelector('.bubble') ?? node, message, this.context.actions);
    } else moveFocus(event, this.list.nodes);
  }
}
