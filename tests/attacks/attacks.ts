import { ACCESS_ATTACKS } from './access-attacks.ts';
import { AGENT_ATTACKS } from './agent-attacks.ts';
import type { Attack } from './attack.ts';
import { FILE_ATTACKS } from './file-attacks.ts';
import { INJECTION_ATTACKS } from './injection-attacks.ts';
import { WEBHOOK_ATTACKS } from './webhook-attacks.ts';

/** The 44 hostile inputs that Parley is built against (A), and those that it has met besides (P). */
export const ATTACKS: readonly Attack[] = [
  ...WEBHOOK_ATTACKS,
  ...INJECTION_ATTACKS,
  ...ACCESS_ATTACKS,
  ...AGENT_ATTACKS,
  ...FILE_ATTACKS,
];
