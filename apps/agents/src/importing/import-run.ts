import type { Transaction } from '#libs/database';

/** One business's import: in one transaction, so that nobody ever sees half of it. */
export interface ImportRun {
  client: Transaction;
  businessId: string;
  onProgress: (done: string) => void;
}
