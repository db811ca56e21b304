import { element } from '../dom/element.js';
import { icon, type IconName } from '../dom/icon.js';
import { openMenu } from '../dom/open-menu.js';
import { countTurned } from '../knobs/count-turned.js';
import { countUnread } from '../state/count-unread.js';
import type { PhoneState } from '../state/phone-state.js';
import type { PhoneStore } from '../state/phone-store.js';
import { isLanguage, language, languages, type Language, texts } from '../texts/texts.js';
import { onSystemTheme, themeNow, toggleTheme } from './theme.js';

interface RailActions {
  onPhones: () => void;
  onKnobs: () => void;
  onLanguage: (language: Language) => void;
}

/** The strip of main buttons: at the left on wide windows, at the bottom on narrow ones. */
export class Rail {
  readonly element: HTMLElement;
  readonly knobs: HTMLButtonElement;
  private readonly unread = element('span', { class: 'rail-dot', hidden: true });
  private readonly turned = element('span', { class: 'rail-dot is-warning', hidden: true });

  constructor(store: PhoneStore, actions: RailActions, signal: AbortSignal) {
    const t = texts();
    const phones = railButton('phones', t.phones, 'phones', actions.onPhones);
    phones.classList.add('is-current');
    phones.append(this.unread);
    this.knobs = railButton('knobs', t.knobs, 'knobs-open', actions.onKnobs);
    this.knobs.append(this.turned);
    const globe = railButton('globe', t.language, 'language', () => this.openLanguages(globe, actions.onLanguage));
    const theme = railButton('moon', t.useDark, 'theme-toggle', () => {
      toggleTheme();
      paintTheme();
    });
    const paintTheme = () => {
      const isDark = themeNow() === 'dark';
      paintRailButton(theme, isDark ? 'sun' : 'moon', isDark ? t.useLight : t.useDark);
    };
    paintTheme();
    onSystemTheme(paintTheme, signal);
    this.element = element(
      'nav',
      { class: 'rail', 'aria-label': t.menu },
      phones,
      this.knobs,
      element('span', { class: 'rail-space' }),
      globe,
      theme,
    );
    this.update(store.state);
    store.subscribe((state, previous) => {
      if (state.chats !== previous.chats || state.knobs !== previous.knobs) this.update(state);
    }, signal);
  }

  private update(state: PhoneState): void {
    const waiting = state.people.filter(({ id }) => id !== state.selectedId && countUnread(state, id) > 0).length;
    const turned = countTurned(state.knobs);
    this.unread.hidden = waiting === 0;
    this.unread.textContent = String(waiting);
    this.turned.hidden = turned === 0;
    this.turned.textContent = String(turned);
    this.turned.title = texts().knobsActive(turned);
  }

  private openLanguages(anchor: Element, onLanguage: (language: Language) => void): void {
    openMenu(
      anchor,
      Object.entries(languages)
        .filter(([code]) => isLanguage(code))
        .map(([code, name]) => ({
          icon: 'globe',
          label: name,
          isChecked: code === language(),
          testId: `language-${code}`,
          onPick: () => isLanguage(code) && onLanguage(code),
        })),
    );
  }
}

function railButton(name: IconName, label: string, testId: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', {
    type: 'button',
    class: 'rail-button',
    'data-testid': testId,
    on: { click: onClick },
  });
  paintRailButton(button, name, label);
  return button;
}

function paintRailButton(button: HTMLElement, name: IconName, label: string): void {
  button.replaceChildren(icon(name), element('span', { class: 'rail-label' }, label));
  button.title = label;
}
