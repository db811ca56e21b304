import { element } from '../dom/element.js';
import type { ChatContext } from '../message/message-actions.js';
import { patchMessage } from '../message/patch-message.js';
import { renderMessage } from '../message/render-message.js';
import type { ChatMessage } from '../state/phone-state.js';
import { placeMessage } from '../state/place-message.js';
import { formatDay } from '../texts/format-time.js';

interface Entry {
  message: ChatMessage;
  node: HTMLElement;
}

/** So many messages are drawn at first, and so many more each time the reader reaches the top. */
const CHUNK = 120;

const isShown = ({ kind }: ChatMessage) => kind !== 'reaction';

/**
 * The bubbles of one chat, by days. Drawing follows the difference to what is drawn already: a new message costs one
 * node, a new tick one attribute, however long the chat is.
 */
export class MessageList {
  readonly element = element('div', { class: 'message-list' });
  private all: ChatMessage[] = [];
  private entries: Entry[] = [];
  private firstDrawn = 0;
  private readonly divider = element('div', { class: 'unread-divider', 'data-testid': 'unread-divider' });

  constructor(private context: ChatContext) {}

  get nodes(): HTMLElement[] {
    return this.entries.map(({ node }) => node);
  }

  get hasEarlier(): boolean {
    return this.firstDrawn > 0;
  }

  /** Another chat, drawn from nothing. */
  show(chat: readonly ChatMessage[], context: ChatContext): void {
    this.context = context;
    this.all = chat.filter(isShown);
    this.firstDrawn = Math.max(0, this.all.length - CHUNK);
    this.entries = [];
    this.element.replaceChildren();
    this.append(this.all.slice(this.firstDrawn));
  }

  /** The same chat as it is now. Gives the messages that were added at its end. */
  sync(chat: readonly ChatMessage[]): ChatMessage[] {
    this.all = chat.filter(isShown);
    this.firstDrawn = Math.min(this.firstDrawn, this.all.length);
    const drawn = this.all.slice(this.firstDrawn);
    let same = 0;
    while (same < this.entries.length && this.entries[same]?.message.key === drawn[same]?.key) {
      this.patch(this.entries[same], drawn[same]);
      same += 1;
    }
    const knownKeys = new Set(this.entries.map(({ message }) => message.key));
    this.cut(same);
    this.append(drawn.slice(same), true);
    return drawn.slice(same).filter(({ key }) => !knownKeys.has(key));
  }

  drawEarlier(): void {
    const chunkFrom = Math.max(0, this.firstDrawn - CHUNK);
    const chunk = this.all.slice(chunkFrom, this.firstDrawn);
    if (chunk.length === 0) return;
    const later = this.entries;
    const divided = this.divider.isConnected ? this.divider.nextElementSibling : null;
    this.firstDrawn = chunkFrom;
    this.entries = [];
    this.element.replaceChildren();
    this.append(chunk);
    for (const entry of later) this.add(entry);
    divided?.before(this.divider);
  }

  /** Draws as far back as needed to reach a message. */
  find(messageId: string): HTMLElement | undefined {
    if (!this.all.some(({ id }) => id === messageId)) return undefined;
    while (this.hasEarlier && !this.nodeOf(messageId)) this.drawEarlier();
    return this.nodeOf(messageId);
  }

  messageAt(node: Element | null): ChatMessage | undefined {
    return this.entries.find((entry) => entry.node === node)?.message;
  }

  /** A line before the first unread message, until the chat is opened again. */
  divide(before: ChatMessage | undefined, label: string): void {
    this.divider.remove();
    this.divider.textContent = label;
    const entry = this.entries.find(({ message }) => message.key === before?.key);
    entry?.node.before(this.divider);
    entry?.node.classList.add('starts-group');
  }

  private nodeOf(messageId: string): HTMLElement | undefined {
    return this.entries.find(({ message }) => message.id === messageId)?.node;
  }

  private append(messages: ChatMessage[], isNew = false): void {
    for (const message of messages) {
      const node = renderMessage(message, this.context);
      node.classList.toggle('is-new', isNew);
      this.add({ message, node });
    }
  }

  private add(entry: Entry): void {
    const { startsDay, startsGroup } = placeMessage(entry.message, this.entries.at(-1)?.message);
    if (startsDay) this.element.append(daySection(entry.message.at));
    entry.node.classList.toggle('starts-group', startsGroup);
    this.element.lastElementChild?.append(entry.node);
    this.entries.push(entry);
  }

  private patch(entry: Entry | undefined, message: ChatMessage | undefined): void {
    if (!entry || !message || entry.message === message) return;
    const node = patchMessage(entry.node, entry.message, message, this.context);
    node.classList.toggle('starts-group', entry.node.classList.contains('starts-group'));
    entry.node = node;
    entry.message = message;
  }

  private cut(from: number): void {
    for (const { node } of this.entries.splice(from)) node.remove();
    for (const day of [...this.element.children]) if (!day.querySelector('.message')) day.remove();
  }
}

function daySection(at: string): HTMLElement {
  const label = element('time', { class: 'day-label', datetime: at.slice(0, 10), 'data-testid': 'day' }, formatDay(at));
  return element('section', { class: 'day' }, label);
}
