import type { Business } from '../business.js';

interface Addressed {
  waId?: string | null;
  bsuid?: string | null;
}

/** The address under which the platform remembers a person: the number, or the BSUID of those who hide it. */
export const addressOf = ({ waId, bsuid }: Addressed): string => waId || bsuid || '';

/** What a business and a person are remembered by together. */
export const pairOf = ({ phoneNumberId }: Pick<Business, 'phoneNumberId'>, addressed: Addressed): string =>
  `${phoneNumberId}/${addressOf(addressed)}`;
