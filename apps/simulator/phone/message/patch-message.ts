import type { ChatMessage } from '../state/phone-state.js';
import type { ChatContext } from './message-actions.js';
import { renderMessage, updateState } from './render-message.js';

/** These may change without drawing the content again (a playing voice note goes on playing). */
const light = new Set(['id', 'key', 'state', 'reactions', 'isPending', 'isLost', 'at', 'mediaId']);

const weigh = (message: ChatMessage) =>
  JSON.stringify(
    Object.entries(message)
      .filter(([name, value]) => value !== undefined && !light.has(name))
      .sort(),
  );

/** Gives the node that shows the message now: the same one when only its state changed. */
export function patchMessage(node: HTMLElement, was: ChatMessage, is: ChatMessage, context: ChatContext): HTMLElement {
  if (weigh(was) === weigh(is)) {
    updateState(node, is, context);
    return node;
  }
  const fresh = renderMessage(is, context);
  node.replaceWith(fresh);
  return fresh;
}
