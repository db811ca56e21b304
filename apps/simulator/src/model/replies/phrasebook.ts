import type { Dialog } from './dialogs.js';
import type { Intent } from './intents.js';

/** Each entry holds variants that mean the same. `{…}` is filled in: quote, name, thing, value, sum, time, date, result. */
export interface Phrasebook {
  /** Said once a conversation. */
  demo: string;
  /** Put before an answer to a text that also greets. */
  hello: string[];
  intents: Record<Intent, string[]>;
  /** Answers to what follows an opened dialog, step by step. */
  followUps: Record<Dialog, string[]>;
  dialogDropped: string[];
  nameLearned: string[];
  nameRecalled: string[];
  nameUnknown: string[];
  factLearned: string[];
  factRecalled: string[];
  factUnknown: string[];
  lastRecalled: string[];
  nothingRecalled: string[];
  repeated: string[];
  sum: string[];
  noSum: string[];
  question: string[];
  statement: string[];
  longText: string[];
  wordless: string[];
  /** To something without words. */
  attachment: string[];
  /** `{format}` and `{size}` of files. */
  attachmentSeen: string[];

  toolResult: string[];
  toolEmpty: string[];
  toolError: string[];
  yes: string;
  no: string;
}
