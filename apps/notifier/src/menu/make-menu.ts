import { textCatalogue, type TextLanguage } from '#libs/texts';
import type { Menu } from './menu.js';
import { MENU_COMMANDS, MENU_PROMPTS, type MenuCommand, type MenuPrompt } from './menu-commands.js';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

const menuText = textCatalogue<`commands.${MenuCommand}` | `prompts.${MenuPrompt}`>({ es, en, pt });

/** One line for each command: WhatsApp shows a menu in one language to everybody who writes to the number. */
export const makeMenu = (language: TextLanguage): Menu => ({
  commands: MENU_COMMANDS.map((name) => ({
    command_name: name,
    command_description: menuText(`commands.${name}`, language),
  })),
  prompts: MENU_PROMPTS.map((name) => menuText(`prompts.${name}`, language)),
});
