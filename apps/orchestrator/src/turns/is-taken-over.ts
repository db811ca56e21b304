import type { TurnRow } from './turn-row.js';

/** Somebody else speaks with the person. */
export const isTakenOver = ({ ownedBy }: Pick<TurnRow, 'ownedBy'>): boolean =>
  ownedBy === 'human' || ownedBy === 'other_app';
