import { confirmAction } from '../dom/confirm-action.js';
import { copyText } from '../dom/copy-text.js';
import { element } from '../dom/element.js';
import { openDialog } from '../dom/open-dialog.js';
import { type MenuItem, openMenu } from '../dom/open-menu.js';
import { openEmojiPicker } from '../emoji/emoji-picker.js';
import { quickReactions } from '../emoji/emoji-set.js';
import { detail } from '../people/person-menu.js';
import type { ChatMessage } from '../state/phone-state.js';
import { formatMoment } from '../texts/format-time.js';
import { texts } from '../texts/texts.js';
import type { MessageActions } from './message-actions.js';
import { ownReaction } from './render-reactions.js';

/** WhatsApp lets people change a text for this long. */
const EDITABLE_MS = 15 * 60_000;

/** Everything that can be done with a message, the quick reactions on top. */
export function openMessageMenu(anchor: Element | DOMRect, message: ChatMessage, actions: MessageActions): void {
  const t = texts();
  const words = message.revoked ? undefined : (message.text ?? message.caption);
  const isOnServer = !message.isPending && !message.isLost;
  const isOwn = message.direction === 'in' && !message.revoked && isOnServer;
  const isEditable = isOwn && message.kind === 'text' && Date.now() - Date.parse(message.at) < EDITABLE_MS;
  const canAnswer = !message.revoked && isOnServer;
  const items: (MenuItem | false | undefined)[] = [
    canAnswer && { icon: 'reply', label: t.reply, testId: 'reply', onPick: () => actions.onReply(message) },
    words !== undefined && { icon: 'copy', label: t.copy, onPick: () => copyText(words) },
    isEditable && { icon: 'edit', label: t.edit, testId: 'edit', onPick: () => actions.onEdit(message) },
    { icon: 'info', label: t.messageDetails, onPick: () => openMessageDetails(message) },
    isOwn && {
      icon: 'trash',
      label: t.deleteForEveryone,
      isDangerous: true,
      testId: 'revoke',
      onPick: () => askToRevoke(message, actions),
    },
  ];
  openMenu(
    anchor,
    items.filter((item): item is MenuItem => Boolean(item)),
    canAnswer ? reactionBar(anchor, message, actions) : undefined,
  );
}

function reactionBar(anchor: Element | DOMRect, message: ChatMessage, { onReact }: MessageActions): HTMLElement {
  const t = texts();
  const own = ownReaction(message);
  const buttons = quickReactions.map((emoji) =>
    element(
      'button',
      {
        type: 'button',
        class: 'reaction-choice',
        'aria-label': t.reactWith(emoji),
        'aria-pressed': String(emoji === own),
        'data-testid': 'reaction-choice',
        on: { click: () => onReact(message, emoji === own ? '' : emoji) },
      },
      emoji,
    ),
  );
  const pickOther = () => setTimeout(() => openEmojiPicker(anchor, (emoji) => onReact(message, emoji)));
  const more = element(
    'button',
    { type: 'button', class: 'reaction-choice is-more', 'aria-label': t.moreEmoji, on: { click: pickOther } },
    '+',
  );
  return element('div', { class: 'reaction-bar', role: 'group', 'aria-label': t.react }, ...buttons, more);
}

function askToRevoke(message: ChatMessage, { onRevoke }: MessageActions): void {
  const t = texts();
  confirmAction({
    title: t.deleteTitle,
    note: t.deleteNote,
    action: t.deleteForEveryone,
    isDangerous: true,
    onConfirm: () => onRevoke(message),
  });
}

function openMessageDetails(message: ChatMessage): void {
  const t = texts();
  openDialog({ title: t.messageDetails }, () => [
    detail(t.state, t.states[message.isPending ? 'clock' : message.state], false),
    detail(t.time, formatMoment(message.at), false),
    detail(t.type, message.kind, false),
    detail(t.id, message.id, true),
  ]);
}
