/** The addresses (numbers and BSUIDs) that write in a webhook payload of any shape. */
export function inboundAddresses(payload: unknown): string[] {
  const addresses: string[] = [];
  for (const entry of listIn(payload, 'entry')) {
    for (const change of listIn(entry, 'changes')) {
      for (const message of listIn(fieldOf(change, 'value'), 'messages')) {
        addresses.push(...['from', 'from_user_id'].map((name) => fieldOf(message, name)).filter(isFilled));
      }
    }
  }
  return addresses;
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const listIn = (value: unknown, name: string): unknown[] => {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
};
