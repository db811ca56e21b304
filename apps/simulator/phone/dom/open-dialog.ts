import { texts } from '../texts/texts.js';
import { type Child, element } from './element.js';
import { iconButton } from './icon-button.js';

interface DialogOptions {
  title: string;
  /** A sheet slides in from below; a box stands in the middle; a stage fills the window. */
  shape?: 'box' | 'sheet' | 'stage';
  testId?: string;
  hideTitle?: boolean;
  onClose?: () => void;
}

/** A modal dialog: the browser keeps the focus inside, closes it on Escape, and gives the focus back afterwards. */
export function openDialog(options: DialogOptions, build: (close: () => void) => Child[]): HTMLDialogElement {
  const close = () => dialog.close();
  const heading = element(
    'h2',
    { id: 'dialog-title', class: options.hideTitle ? 'visually-hidden' : 'dialog-title' },
    options.title,
  );
  const body = element('div', { class: 'dialog-body' });
  const dialog = element(
    'dialog',
    {
      class: `dialog is-${options.shape ?? 'box'}`,
      'aria-labelledby': 'dialog-title',
      'data-testid': options.testId,
      on: {
        close: () => {
          dialog.remove();
          options.onClose?.();
        },
        click: (event) => event.target === dialog && close(),
      },
    },
    element(
      'header',
      { class: 'dialog-header' },
      iconButton({ icon: 'close', label: texts().close, onClick: close }),
      heading,
    ),
    body,
  );
  document.body.append(dialog);
  body.append(...build(close).filter((child): child is Node | string => Boolean(child)));
  dialog.showModal();
  return dialog;
}
