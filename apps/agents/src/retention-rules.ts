import type { RetentionRule } from '#libs/database';
import { FORGET_CARTS, FORGET_EFFECTS } from './commerce/cart-statements.js';
import { FORGET_CONFIRMATIONS } from './confirmations/confirmation-statements.js';
import { erasedContactsRetention } from './erasure/bury-contacts.js';
import { FORGET_MCP_EFFECTS } from './mcp/effects/effect-statements.js';
import { FORGET_BLOBS, FORGET_WORKSPACES } from './workspace/blob-statements.js';

/** Orders and tickets stay: they are the business's books. */
export const retentionRules = (buildDays: number): RetentionRule[] => [
  /** A tap on an old button still hears what happened. */
  { statement: FORGET_CONFIRMATIONS, days: 30 },
  { statement: FORGET_CARTS, days: 30 },
  /** No turn is repeated after the lease and the attempts of its work are over. */
  { statement: FORGET_EFFECTS, days: 14 },
  /** A build that is kept can go back to all of its revisions. Sites stay. */
  { statement: FORGET_WORKSPACES, days: buildDays + 1 },
  { statement: FORGET_BLOBS, days: 2 },
  /** What a build did elsewhere can be taken back as long as it is kept. */
  { statement: FORGET_MCP_EFFECTS, days: buildDays + 1 },
  erasedContactsRetention,
];
