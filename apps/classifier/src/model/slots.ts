import { createHash } from 'node:crypto';

export const NONE = 'none_of_these';
export const slotNames = ['c01', 'c02', 'c03', 'c04', 'c05', 'c06', 'c07', 'c08', 'c09', 'c10'] as const;

/**
 * At most ten options in slots, in an order of their own for each turn and the same for every attempt at it: models favour
 * early options, and the order of retrieval would make them repeat its mistakes.
 */
export function toSlots<T>(options: readonly T[], turnId: string): Map<string, T> {
  const shuffled = options.slice(0, slotNames.length);
  const random = createHash('sha256').update(turnId).digest();
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = random.readUInt16BE((index * 2) % 30) % (index + 1);
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  return new Map(shuffled.map((option, index) => [slotNames[index]!, option]));
}
