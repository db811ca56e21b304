/** Who writes to which number in a webhook. */
export interface InboundAddress {
  /** Undefined when the payload does not say. */
  phoneNumberId?: string;
  /** A number or a BSUID. */
  address: string;
}

/** Everybody who writes in a webhook payload of any shape. */
export function inboundAddresses(payload: unknown): InboundAddress[] {
  const found: InboundAddress[] = [];
  for (const entry of listIn(payload, 'entry')) {
    for (const change of listIn(entry, 'changes')) {
      const value = fieldOf(change, 'value');
      const number = fieldOf(fieldOf(value, 'metadata'), 'phone_number_id');
      const to = isFilled(number) ? { phoneNumberId: number } : {};
      for (const message of listIn(value, 'messages')) {
        const addresses = ['from', 'from_user_id'].map((name) => fieldOf(message, name)).filter(isFilled);
        found.push(...addresses.map((address) => ({ ...to, address })));
      }
    }
  }
  return found;
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const listIn = (value: unknown, name: string): unknown[] => {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
};
