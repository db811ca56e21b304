import type { RetentionRule } from '#libs/database';
import { FORGET_CARTS, FORGET_EFFECTS } from './commerce/cart-statements.js';
import { FORGET_CONFIRMATIONS } from './confirmations/confirmation-statements.js';

/** Orders and tickets stay: they are the business's books. */
export const retentionRules: RetentionRule[] = [
  /** A tap on an old button still hears what happened. */
  { statement: FORGET_CONFIRMATIONS, days: 30 },
  { statement: FORGET_CARTS, days: 30 },
  /** No turn is repeated after the lease and the attempts of its work are over. */
  { statement: FORGET_EFFECTS, days: 14 },
];
