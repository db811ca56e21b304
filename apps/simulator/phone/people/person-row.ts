import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { iconButton } from '../dom/icon-button.js';
import { tick } from '../message/tick.js';
import { countUnread } from '../state/count-unread.js';
import { businessNameOf, chatOf, type ChatMessage, type PhoneState } from '../state/phone-state.js';
import { formatAge } from '../texts/format-time.js';
import { texts } from '../texts/texts.js';
import type { Person } from '../wire/phone-contract.js';
import { personAvatar } from './avatar.js';
import { openPersonMenu, type PersonActions } from './person-menu.js';
import { previewMessage } from './preview-message.js';

/** One phone in the list: who holds it, the last words, and what waits to be read. */
export class PersonRow {
  readonly element: HTMLElement;
  readonly select: HTMLButtonElement;
  private readonly preview = element('span', { class: 'row-preview' });
  private readonly age = element('span', { class: 'row-age' });
  private readonly badge = element('span', { class: 'badge', hidden: true, 'data-testid': 'unread' });

  constructor(person: Person, actions: PersonActions & { onSelect: (id: string) => void }) {
    const more = iconButton({
      icon: 'chevron',
      label: texts().moreFor(person.name),
      class: 'row-more',
      onClick: () => openPersonMenu(more, person, actions),
    });
    this.select = element(
      'button',
      { type: 'button', class: 'row-select', tabindex: -1, on: { click: () => actions.onSelect(person.id) } },
      personAvatar(person, 'large'),
      element(
        'span',
        { class: 'row-text' },
        element(
          'span',
          { class: 'row-line' },
          element('span', { class: 'row-name', dir: 'auto' }, nameOf(person)),
          person.waId === null ? hiddenNumberMark() : null,
          this.age,
        ),
        element('span', { class: 'row-line' }, this.preview, this.badge),
      ),
    );
    this.element = element(
      'li',
      {
        class: 'row',
        'data-testid': 'person',
        'data-id': person.id,
        on: {
          contextmenu: (event) => {
            event.preventDefault();
            openPersonMenu(new DOMRect(event.clientX, event.clientY), person, actions);
          },
        },
      },
      this.select,
      more,
    );
  }

  /** `isWatched`: the chat is on the screen, so nothing in it waits to be read. */
  update(state: PhoneState, personId: string, isWatched: boolean): void {
    const last = lastShown(chatOf(state, personId));
    const isSelected = state.selectedId === personId;
    const unread = isWatched ? 0 : countUnread(state, personId);
    this.element.classList.toggle('is-selected', isSelected);
    this.element.classList.toggle('is-unread', unread > 0);
    this.select.setAttribute('aria-current', String(isSelected));
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread > 99 ? '99+' : String(unread);
    this.badge.setAttribute('aria-label', texts().unreadMessages(unread));
    this.age.textContent = last ? formatAge(last.at) : '';
    this.preview.replaceChildren(...this.previewParts(state, personId, last, isSelected));
  }

  private previewParts(state: PhoneState, personId: string, last: ChatMessage | undefined, isSelected: boolean) {
    const t = texts();
    const draft = state.drafts[personId]?.trim();
    if (state.typing[personId]) return [element('span', { class: 'row-typing' }, t.typing)];
    if (draft && !isSelected) return [element('span', { class: 'row-draft' }, `${t.draft} `), draft];
    if (!last) return [t.emptyTitle(businessNameOf(state, personId))];
    const words = element('span', { class: 'row-words', dir: 'auto' }, previewMessage(last));
    return last.direction === 'in' && !last.revoked ? [tick(last), words] : [words];
  }
}

/** With several numbers also whom they write to. */
const nameOf = ({ name, businessName }: Person): string => (businessName ? `${name} › ${businessName}` : name);

const lastShown = (chat: readonly ChatMessage[]) => chat.findLast(({ kind }) => kind !== 'reaction');

function hiddenNumberMark(): HTMLElement {
  const mark = element('span', {
    class: 'row-mark',
    title: texts().numberHidden,
    role: 'img',
    'aria-label': texts().numberHidden,
  });
  mark.append(icon('hidden', 15));
  return mark;
}
