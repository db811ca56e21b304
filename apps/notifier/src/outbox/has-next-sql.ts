/** Whether a later message of the same conversation waits. */
export const hasNextSql = (row: string): string =>
  `EXISTS (SELECT FROM outbox later WHERE later.conversation_id = ${row}.conversation_id AND later.seq > ${row}.seq
            AND later.state = 'pending')`;
