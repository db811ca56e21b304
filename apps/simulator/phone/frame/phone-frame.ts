import { ChatView } from '../chat/chat-view.js';
import { markRead } from '../chat/mark-read.js';
import { noChat } from '../chat/no-chat.js';
import { element } from '../dom/element.js';
import { showToast } from '../dom/show-toast.js';
import { KnobsDrawer } from '../knobs/knobs-drawer.js';
import { openAddPersonDialog } from '../people/add-person-dialog.js';
import { PeoplePanel } from '../people/people-panel.js';
import type { Outbox } from '../send/outbox.js';
import { countUnread } from '../state/count-unread.js';
import { personOf, type PhoneState } from '../state/phone-state.js';
import type { PhoneStore } from '../state/phone-store.js';
import { readPreferences, remember } from '../state/preferences.js';
import { type Language, texts } from '../texts/texts.js';
import { phoneApi } from '../wire/phone-api.js';
import type { Knobs } from '../wire/phone-contract.js';
import { connectionNote } from './connection-note.js';
import { Rail } from './rail.js';
import { goBack, goTo, routedId } from './route.js';

const narrow = matchMedia('(max-width: 700px)');

/** The whole page. Built anew when the language changes; the store outlives it. */
export class PhoneFrame {
  readonly element: HTMLElement;
  private readonly chat: ChatView;
  private readonly people: PeoplePanel;
  private readonly place = element('div', { class: 'chat-place' });
  private shown: { personId: string | undefined; hasPeople: boolean } | undefined;

  constructor(
    private readonly store: PhoneStore,
    outbox: Outbox,
    onLanguage: (language: Language) => void,
    signal: AbortSignal,
  ) {
    const onRemove = (id: string) => void this.attempt(phoneApi.removePerson(id));
    const onChange = (change: Partial<Knobs>) => void this.changeKnobs(change);
    const isWatching = (id: string) => store.state.selectedId === id && document.visibilityState === 'visible';

    this.chat = new ChatView(
      store,
      {
        onRemove,
        onBack: () => this.leaveChat(),
        onSend: (personId, outgoing) => outbox.send(personId, outgoing),
        onSendAgain: (personId, message) => outbox.sendAgain(personId, message),
        onEdit: (personId, { id }, text) => void this.attempt(phoneApi.editMessage(personId, id, text)),
        onRevoke: (personId, { id }) => void this.attempt(phoneApi.revokeMessage(personId, id)),
        onGoOnline: () => onChange({ online: true }),
      },
      signal,
    );
    this.people = new PeoplePanel(
      store,
      { onRemove, isWatching, onSelect: (id) => this.openChat(id), onAdd: () => this.askForPerson() },
      signal,
    );
    const drawer = new KnobsDrawer(
      store,
      {
        onChange,
        onReset: () => void this.attempt(phoneApi.reset()),
        onToggle: (isOpen) => this.element.classList.toggle('has-knobs', isOpen),
      },
      signal,
    );
    const rail = new Rail(
      store,
      { onPhones: () => this.leaveChat(), onKnobs: () => drawer.toggle(), onLanguage },
      signal,
    );
    this.element = element(
      'main',
      { class: 'frame' },
      rail.element,
      this.people.element,
      this.place,
      drawer.element,
      connectionNote(store, signal),
    );

    const lookAgain = markRead(store, isWatching, signal);
    document.addEventListener(
      'visibilitychange',
      () => {
        this.people.refresh();
        lookAgain();
      },
      { signal },
    );
    window.addEventListener('popstate', () => this.select(routedId()), { signal });
    store.subscribe((state, previous) => this.update(state, previous), signal);
    this.update(store.state, undefined);
  }

  private update(state: PhoneState, previous: PhoneState | undefined): void {
    if (state.connection === 'live' && previous?.connection === 'connecting') this.openFirst(state);
    this.showPlace(state);
    const unread = state.people.reduce((sum, { id }) => sum + countUnread(state, id), 0);
    document.title = unread > 0 ? `(${unread}) ${texts().appName}` : texts().appName;
  }

  /** After loading: the phone in the address, else the one held last, else the first; a narrow window starts with the list. */
  private openFirst(state: PhoneState): void {
    const wanted = [routedId(), ...(narrow.matches ? [] : [readPreferences().selectedId, state.people[0]?.id])];
    this.select(wanted.find((id) => personOf(state, id) !== undefined));
  }

  private showPlace(state: PhoneState): void {
    const person = personOf(state, state.selectedId);
    const hasPeople = state.people.length > 0;
    this.element.classList.toggle('has-chat', person !== undefined);
    if (this.shown && this.shown.personId === person?.id && (person || this.shown.hasPeople === hasPeople)) return;
    this.shown = { personId: person?.id, hasPeople };
    this.place.replaceChildren(person ? this.chat.element : noChat(hasPeople, () => this.askForPerson()));
    if (person) this.chat.open(person);
  }

  private openChat(personId: string): void {
    const isStep = narrow.matches && this.store.state.selectedId === undefined;
    goTo(personId, isStep);
    this.select(personId);
    this.people.reveal(personId);
    if (!narrow.matches) this.chat.focus();
  }

  private leaveChat(): void {
    if (!narrow.matches || goBack()) return;
    goTo(undefined, false);
    this.select(undefined);
  }

  private select(personId: string | undefined): void {
    if (personId !== undefined) remember({ selectedId: personId });
    this.store.apply({ type: 'selected', personId });
  }

  private askForPerson(): void {
    const names = this.store.state.people.map(({ name }) => name);
    openAddPersonDialog(names, (name, hideNumber) => void this.addPerson(name, hideNumber));
  }

  private async addPerson(name: string, hideNumber: boolean): Promise<void> {
    const person = await this.attempt(phoneApi.addPerson(name, hideNumber));
    if (!person) return;
    this.store.apply({ type: 'person', person });
    this.openChat(person.id);
  }

  private async changeKnobs(change: Partial<Knobs>): Promise<void> {
    const knobs = await this.attempt(phoneApi.changeKnobs(change));
    if (knobs) this.store.apply({ type: 'knobs', knobs });
  }

  private async attempt<T>(call: Promise<T>): Promise<T | undefined> {
    return call.catch(() => {
      showToast(texts().actionFailed);
      return undefined;
    });
  }
}
