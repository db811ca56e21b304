/** A word or a number of a tool's answer; nothing for anything else. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? `${value}` : '';
}
