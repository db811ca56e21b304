import { element } from '../dom/element.js';
import { previewMessage } from '../people/preview-message.js';
import { texts } from '../texts/texts.js';
import type { ChatContext } from './message-actions.js';

/** The message that is answered, in short; it leads to the original. */
export function renderQuote(messageId: string, context: ChatContext): HTMLElement {
  const original = context.find(messageId);
  if (!original) return element('div', { class: 'quote is-gone' }, texts().originalGone);
  const author = original.direction === 'in' ? texts().you : context.businessName;
  const picture = original.kind === 'image' && !original.revoked ? original.mediaUrl : undefined;
  return element(
    'button',
    {
      type: 'button',
      class: `quote is-${original.direction}`,
      'data-testid': 'quote',
      on: { click: () => context.actions.onJumpTo(original.id) },
    },
    element(
      'span',
      { class: 'quote-text' },
      element('strong', { dir: 'auto' }, author),
      element('span', { class: 'quote-words', dir: 'auto' }, previewMessage(original)),
    ),
    picture ? element('img', { class: 'quote-picture', src: picture, alt: '' }) : null,
  );
}
