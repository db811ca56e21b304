import { element } from '../dom/element.js';
import type { ChatMessage } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';
import type { ChatContext } from './message-actions.js';

/** The reactions under a bubble. Tapping one's own takes it back. */
export function renderReactions(message: ChatMessage, { actions }: ChatContext): HTMLElement | undefined {
  const reactions = (message.reactions ?? []).filter(({ emoji }) => emoji !== '');
  if (reactions.length === 0 || message.revoked) return undefined;
  const own = ownReaction(message);
  const distinct = [...new Set(reactions.map(({ emoji }) => emoji))];
  return element(
    'button',
    {
      type: 'button',
      class: own === undefined ? 'reactions' : 'reactions is-own',
      'data-testid': 'reactions',
      'aria-label': texts().reacted(distinct.join(' ')),
      on: { click: () => own !== undefined && actions.onReact(message, '') },
    },
    element('span', {}, distinct.join('')),
    reactions.length > 1 ? element('span', { class: 'reactions-count' }, String(reactions.length)) : null,
  );
}

export const ownReaction = ({ reactions }: ChatMessage): string | undefined =>
  reactions?.find(({ by, emoji }) => by === 'person' && emoji !== '')?.emoji;
