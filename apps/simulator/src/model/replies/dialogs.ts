import { findIntent, type Intent } from './intents.js';
import { normalize } from './normalize.js';

const dialogs = [
  'orderStart',
  'booking',
  'webPage',
  'complaint',
  'refund',
  'orderStatus',
  'human',
  'price',
  'recommendation',
] as const;

/** An intent that asks the person something back. */
export type Dialog = (typeof dialogs)[number];

const isDialog = (intent: Intent | undefined): intent is Dialog => dialogs.some((dialog) => dialog === intent);

const longestDialog = 6;
/** Words of these intents often stand in an answer without being its point, unless a question mark says so. */
const passing = new Set<Intent | undefined>([
  undefined,
  'agreement',
  'price',
  'hours',
  'address',
  'payment',
  'catalogue',
  'recommendation',
  'compliment',
]);

/** Whether a text can be the answer to what an open dialog asked. */
export const canAnswer = (intent: Intent | undefined, text: string): boolean =>
  intent === undefined || intent === 'agreement' || (passing.has(intent) && !/[?¿]/.test(text));

/** The dialog that the earlier texts left open, and how many answers it has had. */
export function findOpenDialog(earlier: string[]): { dialog: Dialog; step: number } | undefined {
  for (let step = 0; step < longestDialog && step < earlier.length; step++) {
    const text = earlier.at(-1 - step)!.slice(0, 2_000);
    const intent = findIntent(normalize(text));
    if (isDialog(intent)) return { dialog: intent, step };
    if (!canAnswer(intent, text)) return undefined;
  }
  return undefined;
}
