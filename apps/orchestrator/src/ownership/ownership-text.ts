import { textCatalogue } from '#libs/texts';
import type { ReplyContent } from '../turns/turn-row.js';
import { en } from './texts/en.js';
import { es } from './texts/es.js';
import { pt } from './texts/pt.js';

/** What is said about who has a conversation, consent and erasure; each language has all of it. */
export type OwnershipTextKey = keyof typeof en;

export const ownershipText = textCatalogue<OwnershipTextKey>({ es, en, pt });

type Values = Record<string, string | undefined>;

export const saying = (key: OwnershipTextKey, language: string, values: Values = {}): ReplyContent => ({
  $case: 'text',
  value: { body: ownershipText(key, language, values), previewUrl: false },
});

/** With buttons that are commands: they act whatever was said in between. */
export const offering = (
  key: OwnershipTextKey,
  language: string,
  commands: Record<string, OwnershipTextKey>,
  values: Values = {},
): ReplyContent => ({
  $case: 'buttons',
  value: {
    body: ownershipText(key, language, values),
    choices: Object.entries(commands).map(([command, title]) => ({
      id: `command:${command}`,
      title: ownershipText(title, language),
      description: '',
    })),
  },
});
