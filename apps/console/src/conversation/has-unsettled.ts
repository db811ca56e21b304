import type { DeliveryView, EntryView } from '../wire/console-contract.js';

const MOVING = new Set(['pending', 'sending', 'accepted', 'sent', 'delivered', 'unknown']);
/** Who has not got it by then has a phone that is off: no reason to keep asking. */
const PATIENCE_MS = 15 * 60_000;

const deliveriesOf = (entry: EntryView): (DeliveryView | null)[] => {
  if (entry.kind === 'answered') return [entry.delivery];
  return entry.kind === 'turn' ? entry.replies.map(({ delivery }) => delivery) : [];
};

/** Whether ticks of these entries may still change soon, or a turn is still in work. */
export function hasUnsettled(entries: readonly EntryView[], nowMs: number): boolean {
  return entries.some((entry) => {
    if (nowMs - Date.parse(entry.at ?? '') > PATIENCE_MS) return false;
    if (entry.kind === 'turn' && (entry.stage === 'started' || entry.stage === 'answered')) return true;
    return deliveriesOf(entry).some((delivery) => delivery === null || MOVING.has(delivery.state));
  });
}
