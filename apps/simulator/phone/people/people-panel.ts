import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { iconButton } from '../dom/icon-button.js';
import { moveFocus } from '../dom/move-focus.js';
import { chatOf, type PhoneState } from '../state/phone-state.js';
import type { PhoneStore } from '../state/phone-store.js';
import { texts } from '../texts/texts.js';
import type { Person } from '../wire/phone-contract.js';
import type { PersonActions } from './person-menu.js';
import { PersonRow } from './person-row.js';

export interface PeopleActions extends PersonActions {
  onSelect: (id: string) => void;
  onAdd: () => void;
  /** Whether this person's chat is on the screen right now. */
  isWatching: (id: string) => boolean;
}

/** The list of phones, newest talk first. Only rows that changed are touched. */
export class PeoplePanel {
  readonly element: HTMLElement;
  private readonly list: HTMLUListElement;
  private readonly nothing = element('p', { class: 'list-note', hidden: true }, texts().nobodyFound);
  private readonly note = element('p', { class: 'list-note' });
  private readonly rows = new Map<string, { person: Person; row: PersonRow }>();
  private readonly search: HTMLInputElement;

  constructor(
    private readonly store: PhoneStore,
    private readonly actions: PeopleActions,
    signal: AbortSignal,
  ) {
    const t = texts();
    this.search = element('input', {
      type: 'search',
      class: 'search-input',
      placeholder: t.findPerson,
      'aria-label': t.findPerson,
      'data-testid': 'search',
      on: { input: () => this.filter(store.state) },
    });
    this.list = element('ul', {
      class: 'people',
      'aria-label': t.phones,
      on: { keydown: (event) => this.move(event) },
    });
    this.element = element(
      'section',
      { class: 'people-panel', 'aria-label': t.phones },
      element(
        'header',
        { class: 'panel-header' },
        element('h1', { class: 'panel-title' }, t.appName),
        iconButton({ icon: 'addPerson', label: t.addPerson, testId: 'add-person', onClick: actions.onAdd }),
      ),
      element('label', { class: 'search' }, icon('search', 20), this.search),
      element('div', { class: 'people-scroll' }, this.list, this.nothing, this.note),
    );
    this.update(store.state, undefined);
    store.subscribe((state, previous) => this.update(state, previous), signal);
  }

  reveal(personId: string): void {
    this.rows.get(personId)?.row.element.scrollIntoView({ block: 'nearest' });
  }

  /** Also called when the window is shown or hidden, which changes what counts as unread. */
  refresh(): void {
    this.update(this.store.state, undefined);
  }

  private update(state: PhoneState, previous: PhoneState | undefined): void {
    if (state.people !== previous?.people) this.syncRows(state);
    for (const { person, row } of this.rows.values()) {
      const { id } = person;
      const isSame =
        previous?.chats[id] === state.chats[id] &&
        previous?.typing[id] === state.typing[id] &&
        previous?.drafts[id] === state.drafts[id] &&
        (previous?.selectedId === id) === (state.selectedId === id) &&
        previous?.business === state.business;
      if (!isSame) row.update(state, id, this.actions.isWatching(id));
    }
    if (state.chats !== previous?.chats || state.people !== previous?.people) this.sort(state);
    this.note.textContent = state.people.length > 0 ? texts().peopleNote(state.business.name) : texts().noPeopleNote;
    this.filter(state);
  }

  private syncRows(state: PhoneState): void {
    const ids = new Set(state.people.map(({ id }) => id));
    for (const [id, { row, person }] of this.rows) {
      if (ids.has(id) && state.people.includes(person)) continue;
      row.element.remove();
      this.rows.delete(id);
    }
    for (const person of state.people) {
      if (this.rows.has(person.id)) continue;
      const row = new PersonRow(person, this.actions);
      row.update(state, person.id, this.actions.isWatching(person.id));
      this.rows.set(person.id, { person, row });
    }
  }

  /** Moves only the rows that are out of place, so that the focus and the scroll stay where they are. */
  private sort(state: PhoneState): void {
    const lastAt = (id: string) => chatOf(state, id).at(-1)?.at ?? '';
    const sorted = state.people.toSorted((a, b) => lastAt(b.id).localeCompare(lastAt(a.id)));
    sorted.forEach(({ id }, index) => {
      const node = this.rows.get(id)?.row.element;
      const there = this.list.children[index];
      if (node && there !== node) this.list.insertBefore(node, there ?? null);
    });
    this.rove(state);
  }

  /** One row is in the tab order; arrows reach the others. */
  private rove(state: PhoneState): void {
    const buttons = this.buttons();
    const current = this.rows.get(state.selectedId ?? '')?.row.select ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
  }

  private filter(state: PhoneState): void {
    const wanted = fold(this.search.value.trim());
    let found = 0;
    for (const { person, row } of this.rows.values()) {
      const isMatch = wanted === '' || fold(person.name).includes(wanted) || hasWords(state, person.id, wanted);
      row.element.hidden = !isMatch;
      if (isMatch) found += 1;
    }
    this.nothing.hidden = found > 0 || wanted === '';
    this.note.hidden = wanted !== '';
  }

  private move(event: KeyboardEvent): void {
    moveFocus(event, this.buttons());
  }

  private buttons(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('.row:not([hidden]) .row-select')];
  }
}

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const hasWords = (state: PhoneState, id: string, wanted: string) =>
  chatOf(state, id).some(({ text, caption }) => fold(`${text ?? ''} ${caption ?? ''}`).includes(wanted));
