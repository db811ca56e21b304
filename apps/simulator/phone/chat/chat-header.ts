import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { iconButton } from '../dom/icon-button.js';
import { businessAvatar, personAvatar } from '../people/avatar.js';
import { openPersonMenu, type PersonActions } from '../people/person-menu.js';
import { businessNameOf, type PhoneState } from '../state/phone-state.js';
import { texts } from '../texts/texts.js';
import type { Person } from '../wire/phone-contract.js';

/** Who is talked to, what they are doing now, and whose phone this is. */
export class ChatHeader {
  readonly element: HTMLElement;
  private readonly name = element('span', { class: 'chat-name', dir: 'auto' });
  private readonly status = element('span', { class: 'chat-status', 'data-testid': 'chat-status' });
  private readonly holder = element('span', { class: 'holder', 'data-testid': 'holder' });
  private person: Person | undefined;

  constructor(actions: PersonActions & { onBack: () => void }) {
    const t = texts();
    const menu = iconButton({
      icon: 'dots',
      label: t.menu,
      testId: 'chat-menu',
      onClick: () => this.person && openPersonMenu(menu, this.person, actions),
    });
    this.element = element(
      'header',
      { class: 'chat-header' },
      iconButton({ icon: 'back', label: t.back, class: 'chat-back', testId: 'back', onClick: actions.onBack }),
      businessAvatar(),
      element(
        'div',
        { class: 'chat-title' },
        element('h2', { class: 'chat-heading' }, this.name, icon('verifiedSolid', 18)),
        this.status,
      ),
      this.holder,
      menu,
    );
  }

  update(state: PhoneState, person: Person): void {
    const t = texts();
    const isTyping = state.typing[person.id] === true && state.connection === 'live';
    this.name.textContent = businessNameOf(state, person.id);
    this.status.textContent = this.statusOf(state, isTyping);
    this.status.classList.toggle('is-typing', isTyping);
    this.status.title = state.connection === 'live' && !state.business.online ? t.offlineNote : '';
    if (this.person === person) return;
    this.person = person;
    this.holder.title = t.phoneOf(person.name);
    this.holder.replaceChildren(
      personAvatar(person, 'small'),
      element('span', { class: 'holder-name', dir: 'auto' }, t.phoneOf(person.name)),
    );
  }

  private statusOf({ connection, business }: PhoneState, isTyping: boolean): string {
    const t = texts();
    if (connection !== 'live') return connection === 'connecting' ? t.connecting : t.reconnecting;
    if (isTyping) return t.typing;
    return business.online ? t.online : t.offline;
  }
}
