import { confirmAction } from '../dom/confirm-action.js';
import { element } from '../dom/element.js';
import { iconButton } from '../dom/icon-button.js';
import type { PhoneStore } from '../state/phone-store.js';
import { texts } from '../texts/texts.js';
import type { Knobs } from '../wire/phone-contract.js';
import { knobField } from './knob-field.js';
import { knobGroups, type KnobGroup } from './knob-list.js';
import { knobPresets, type PresetName, presetOf } from './knob-presets.js';

interface KnobsActions {
  onChange: (change: Partial<Knobs>) => void;
  onReset: () => void;
  onToggle: (isOpen: boolean) => void;
}

/** Everything that can be made to go wrong, in plain words. Stands beside the chat, so that the effect is seen. */
export class KnobsDrawer {
  readonly element: HTMLElement;
  private readonly closeButton: HTMLButtonElement;
  private isOpen = false;
  private opener: Element | null = null;

  constructor(
    store: PhoneStore,
    private readonly actions: KnobsActions,
    signal: AbortSignal,
  ) {
    const t = texts();
    const fields = Object.values(knobGroups)
      .flat()
      .map((spec) => ({ name: spec.name, field: knobField(spec, actions.onChange) }));
    const presets = (Object.keys(knobPresets) as PresetName[]).map((name) => ({
      name,
      chip: element(
        'button',
        {
          type: 'button',
          class: 'chip',
          'data-testid': `preset-${name}`,
          on: { click: () => actions.onChange(knobPresets[name]) },
        },
        t.presetNames[name],
      ),
    }));
    const group = (name: KnobGroup) =>
      element(
        'section',
        { class: 'knob-group' },
        element('h3', { class: 'knob-title' }, t.knobGroups[name]),
        ...knobGroups[name].map((spec) => fields.find((each) => each.name === spec.name)?.field.element ?? null),
      );

    this.closeButton = iconButton({
      icon: 'close',
      label: t.close,
      testId: 'knobs-close',
      onClick: () => this.toggle(false),
    });
    this.element = element(
      'aside',
      {
        class: 'knobs',
        hidden: true,
        'aria-label': t.knobs,
        'data-testid': 'knobs',
        on: { keydown: (event) => this.pressed(event) },
      },
      element('header', { class: 'panel-header' }, this.closeButton, element('h2', { class: 'panel-title' }, t.knobs)),
      element(
        'div',
        { class: 'knobs-scroll' },
        element('p', { class: 'knobs-note' }, t.knobsNote),
        element('div', { class: 'chips', role: 'group', 'aria-label': t.presets }, ...presets.map(({ chip }) => chip)),
        ...(Object.keys(knobGroups) as KnobGroup[]).map(group),
        this.resetPart(),
      ),
    );

    const show = (knobs: Knobs | undefined) => {
      if (!knobs) return;
      for (const { field } of fields) field.show(knobs);
      for (const { name, chip } of presets) chip.setAttribute('aria-pressed', String(presetOf(knobs) === name));
    };
    show(store.state.knobs);
    store.subscribe((state, previous) => state.knobs !== previous.knobs && show(state.knobs), signal);
  }

  toggle(isOpen = !this.isOpen): void {
    if (isOpen === this.isOpen) return;
    this.isOpen = isOpen;
    if (isOpen) this.opener = document.activeElement;
    this.element.hidden = !isOpen;
    this.actions.onToggle(isOpen);
    if (isOpen) this.closeButton.focus();
    else if (this.opener instanceof HTMLElement) this.opener.focus();
  }

  private pressed({ key }: KeyboardEvent): void {
    if (key === 'Escape') this.toggle(false);
  }

  private resetPart(): HTMLElement {
    const t = texts();
    const ask = () =>
      confirmAction({
        title: t.resetTitle,
        note: t.resetQuestion,
        action: t.reset,
        isDangerous: true,
        onConfirm: this.actions.onReset,
      });
    return element(
      'section',
      { class: 'knob-group' },
      element('h3', { class: 'knob-title' }, t.resetTitle),
      element('p', { class: 'field-note' }, t.resetNote),
      element(
        'button',
        { type: 'button', class: 'button is-danger', 'data-testid': 'reset', on: { click: ask } },
        t.reset,
      ),
    );
  }
}
