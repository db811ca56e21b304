import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { renderContent } from '../content/render-content.js';
import type { ChatMessage } from '../state/phone-state.js';
import { formatClock } from '../texts/format-time.js';
import { texts } from '../texts/texts.js';
import { countLoneEmoji } from './count-lone-emoji.js';
import type { ChatContext } from './message-actions.js';
import { renderProduct } from './render-product.js';
import { renderQuote } from './render-quote.js';
import { renderReactions } from './render-reactions.js';
import { tick } from './tick.js';

/** One bubble with all that belongs to it. The attributes `data-*` are what browser tests look for. */
export function renderMessage(message: ChatMessage, context: ChatContext): HTMLElement {
  const bubble = element('div', { class: 'bubble' });
  const node = element('article', { class: 'message', tabindex: -1, 'data-testid': 'message' }, bubble);
  const isBare = message.kind === 'sticker' || countLoneEmoji(message.text) > 0;
  node.classList.toggle('is-bare', isBare && !message.revoked && message.replyTo === undefined);
  if (message.revoked) bubble.append(revokedNote(message));
  else {
    if (message.replyTo !== undefined) bubble.append(renderQuote(message.replyTo, context));
    if (message.product) bubble.append(renderProduct(message.product));
    bubble.append(...renderContent(message, context));
  }
  placeMeta(bubble, renderMeta(message), message);
  updateState(node, message, context);
  return node;
}

/** Brings a drawn message up to date with what changes most often, without drawing its content again. */
export function updateState(node: HTMLElement, message: ChatMessage, context: ChatContext): void {
  node.dataset.id = message.id;
  node.dataset.direction = message.direction;
  node.dataset.kind = message.kind;
  node.dataset.state = message.state;
  node.setAttribute('aria-label', spokenHead(message, context));
  if (message.direction === 'in' && !message.revoked) node.querySelector('.meta .tick')?.replaceWith(tick(message));
  node.querySelector('.reactions')?.remove();
  node.querySelector('.failure, .waiting')?.remove();
  const reactions = renderReactions(message, context);
  if (reactions) node.append(reactions);
  node.classList.toggle('has-reactions', reactions !== undefined);
  if (message.state === 'undelivered') node.append(failureNote(message, context));
  if (message.direction === 'in' && message.state === 'sending') node.append(waitingNote());
}

function renderMeta(message: ChatMessage): HTMLElement {
  return element(
    'span',
    { class: 'meta' },
    message.edited && !message.revoked ? element('span', { class: 'meta-edited' }, `${texts().edited} `) : null,
    element('time', { datetime: message.at }, formatClock(message.at)),
    message.direction === 'in' && !message.revoked ? tick(message) : null,
  );
}

/** Time and ticks stand at the end of the last line of text when there is one, else in a corner of their own. */
function placeMeta(bubble: HTMLElement, meta: HTMLElement, message: ChatMessage): void {
  const lastLine = bubble.querySelector(':scope > .markup > .markup-lines:last-child, :scope > .revoked');
  if (lastLine) lastLine.append(meta);
  else bubble.querySelector('.with-meta')?.append(meta);
  if (meta.parentNode) return;
  meta.classList.add('is-own-line');
  const choices = bubble.querySelector(':scope > .choices');
  if (choices) choices.before(meta);
  else bubble.append(meta);
  bubble.classList.toggle('is-overlaid', isPictureOnly(message));
}

const isPictureOnly = ({ kind, caption, text, revoked }: ChatMessage) =>
  (kind === 'image' || kind === 'video') && !caption && !text && !revoked;

function revokedNote({ direction }: ChatMessage): HTMLElement {
  const words = direction === 'in' ? texts().youDeleted : texts().wasDeleted;
  return element('div', { class: 'revoked' }, icon('ban', 17), words);
}

function failureNote(message: ChatMessage, { actions }: ChatContext): HTMLElement {
  const t = texts();
  return element(
    'div',
    { class: 'failure', 'data-testid': 'failure' },
    icon('warning', 18),
    element('span', { class: 'failure-words' }, message.isLost ? t.lost : t.refused),
    message.isLost ? retryButton(() => actions.onSendAgain(message)) : null,
  );
}

const retryButton = (onClick: () => void): HTMLElement =>
  element(
    'button',
    { type: 'button', class: 'failure-retry', 'data-testid': 'send-again', on: { click: onClick } },
    texts().sendAgain,
  );

/** The style sheet shows it only after some seconds: usually the confirmation is faster. */
const waitingNote = (): HTMLElement => element('div', { class: 'waiting' }, texts().unconfirmed);

function spokenHead({ direction, at, state, isPending }: ChatMessage, { businessName }: ChatContext): string {
  const t = texts();
  if (direction === 'out') return `${businessName}, ${formatClock(at)}`;
  return `${t.you}, ${formatClock(at)}, ${t.states[isPending ? 'clock' : state]}`;
}
