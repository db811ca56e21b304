/** What the API answers when a limit of spending is reached. */
interface Refusal {
  errorCode?: string | null;
  message: string;
}

const NAMED = /regain access on (\d{4}-\d{2}-\d{2})(?: at (\d{2}:\d{2}) UTC)?/i;
/** A wrong date must not stop an installation for years. */
const longestMs = 32 * 24 * 60 * 60_000;

/**
 * When the account may spend again: the moment that the answer names, and for the cap of a tier the first of the next
 * month, 00:00 UTC. Undefined where only an operator can tell.
 */
export function spendResetOf({ errorCode, message }: Refusal, now = new Date()): Date | undefined {
  const [, day, time = '00:00'] = NAMED.exec(message) ?? [];
  const named = day ? Date.parse(`${day}T${time}:00Z`) : Number.NaN;
  if (named > now.getTime() && named - now.getTime() <= longestMs) return new Date(named);
  if (errorCode !== 'enforced_spend_limit_reached') return undefined;
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}
