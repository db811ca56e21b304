import { element } from './element.js';
import { icon, type IconName } from './icon.js';

interface IconButtonOptions {
  icon: IconName;
  label: string;
  testId?: string;
  class?: string;
  onClick: (event: MouseEvent) => void;
}

/** A round button that shows only a drawing; its name is its tooltip. */
export function iconButton({
  icon: name,
  label,
  testId,
  class: extra = '',
  onClick,
}: IconButtonOptions): HTMLButtonElement {
  return element(
    'button',
    {
      type: 'button',
      class: `icon-button ${extra}`.trim(),
      'aria-label': label,
      title: label,
      'data-testid': testId,
      on: { click: onClick },
    },
    icon(name),
  );
}

export function setIconButton(button: HTMLElement, name: IconName, label: string): void {
  button.replaceChildren(icon(name));
  button.setAttribute('aria-label', label);
  button.title = label;
}
