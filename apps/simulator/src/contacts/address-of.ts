interface Addressed {
  waId?: string | null;
  bsuid?: string | null;
}

/** The address under which the platform remembers a person: the number, or the BSUID of those who hide it. */
export const addressOf = ({ waId, bsuid }: Addressed): string => waId || bsuid || '';
