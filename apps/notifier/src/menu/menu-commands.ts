/**
 * Commands that do something wherever they are sent, in the order in which people see them. /undo is understood but does
 * nothing outside of a build, and /start only answers /stop, which says so: neither is offered.
 */
export const MENU_COMMANDS = ['help', 'human', 'status', 'cancel', 'stop', 'forget'] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** First sentences that the three lanes answer, a greeting being no help to anybody. WhatsApp takes four. */
export const MENU_PROMPTS = ['hours', 'products', 'order', 'problem'] as const;
export type MenuPrompt = (typeof MENU_PROMPTS)[number];
