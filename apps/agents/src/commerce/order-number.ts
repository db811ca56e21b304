import { randomInt } from 'node:crypto';

/** Without what looks or sounds like something else: 0 O 1 I L, 5 S, 8 B, 2 Z, U V. */
const alphabet = '34679ACDEFGHJKMNPQRTWXY';

const draw = (length: number): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]!).join('');

/** Such as P-7KQ-43M: 148 million, so drawing one that is taken is rare, and guessing another person's is hopeless. */
export const newOrderNumber = (): string => `P-${draw(3)}-${draw(3)}`;

/** As people write it: any case, with or without dashes and spaces. */
export const readOrderNumber = (text: string): string => {
  const plain = text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^P(?=.{6}$)/, '');
  return `P-${plain.slice(0, 3)}-${plain.slice(3)}`;
};
