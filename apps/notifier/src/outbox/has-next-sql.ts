/**
 * Whether a later message of the same conversation waits. Only `pending` ones can; the other states are named so that the
 * index of the order is taken and not the one of what is due.
 */
export const hasNextSql = (row: string): string =>
  `EXISTS (SELECT FROM outbox later WHERE later.conversation_id = ${row}.conversation_id AND later.seq > ${row}.seq
            AND later.queue IN ('pending', 'sending', 'unknown'))`;
