/** One change of a webhook, as it stands in `entry[].changes[]`. */
export interface Change {
  field: string;
  value: Record<string, unknown>;
}

/** How many messages, statuses and errors a change carries; at least one. */
export const countUpdates = ({ value }: Change): number =>
  Math.max(1, lengthOf(value['messages']) + lengthOf(value['statuses']) + lengthOf(value['errors']));

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);
