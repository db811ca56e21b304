import { element } from '../dom/element.js';
import { nextIndex } from '../dom/next-index.js';
import { texts } from '../texts/texts.js';
import type { Menu } from '../wire/phone-contract.js';
import { matchCommands } from './match-commands.js';

const ID = 'command-menu';

/** The commands of the business above the composer while a slash begins the text. The focus stays in the text. */
export class CommandMenu {
  readonly element: HTMLElement;
  private shown: Menu['commands'] = [];
  private active = 0;

  constructor(
    private readonly input: HTMLTextAreaElement,
    private readonly commands: () => Menu['commands'],
    private readonly onPick: (text: string) => void,
  ) {
    this.element = element('div', {
      class: 'command-menu',
      id: ID,
      role: 'listbox',
      'aria-label': texts().commands,
      hidden: true,
      'data-testid': ID,
    });
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', ID);
    input.addEventListener('blur', () => this.close());
  }

  /** Shows what the text may become; nothing for text that is no command. */
  offer(text: string): void {
    this.shown = matchCommands(this.commands(), text);
    this.active = 0;
    this.draw();
  }

  close(): void {
    this.shown = [];
    this.draw();
  }

  /** Whether the key was for this menu. */
  pressed(event: KeyboardEvent): boolean {
    if (this.shown.length === 0) return false;
    const next = nextIndex(event.key, this.active, this.shown.length);
    if (!event.shiftKey && (event.key === 'Enter' || event.key === 'Tab')) this.pick(this.active);
    else if (event.key === 'Escape') this.close();
    else if (next !== undefined && event.key.startsWith('Arrow')) {
      this.active = next;
      this.draw();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  private pick(index: number): void {
    const command = this.shown[index];
    this.close();
    if (command) this.onPick(`/${command.command_name}`);
  }

  private draw(): void {
    this.element.hidden = this.shown.length === 0;
    this.element.replaceChildren(...this.shown.map((command, index) => this.option(command, index)));
    if (this.element.hidden) this.input.removeAttribute('aria-activedescendant');
    else this.input.setAttribute('aria-activedescendant', `${ID}-${this.active}`);
    this.element.children[this.active]?.scrollIntoView({ block: 'nearest' });
  }

  private option({ command_name: name, command_description: description }: Menu['commands'][number], index: number) {
    return element(
      'div',
      {
        class: 'command',
        id: `${ID}-${index}`,
        role: 'option',
        'aria-selected': String(index === this.active),
        'data-testid': 'command',
        'data-command': name,
        on: {
          mousedown: (event) => event.preventDefault(), // the text keeps the focus
          click: () => this.pick(index),
        },
      },
      element('span', { class: 'command-name' }, `/${name}`),
      element('span', { class: 'command-line', dir: 'auto' }, description),
    );
  }
}
