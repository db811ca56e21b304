import type { Business } from '../business.js';
import type { Change } from '../webhooks/change.js';
import { metadataOf } from '../webhooks/metadata.js';
import type { Message } from '../chats/message.js';
import type { Person } from '../chats/person.js';

/** Something that a person did, with the node of its type. */
export interface InboundEvent {
  id: string;
  /** Unix seconds. */
  timestamp: string;
  node: Record<string, unknown>;
  /** The message that it answers. */
  quoted?: Message;
}

/** The webhook change of one event. People who hide their number come without `from` and `wa_id`. */
export function toInboundChange(
  business: Business,
  person: Person,
  { id, timestamp, node, quoted }: InboundEvent,
): Change {
  const { name, waId, bsuid } = person;
  return {
    field: 'messages',
    value: {
      ...metadataOf(business),
      contacts: [{ profile: { name }, ...(waId && { wa_id: waId }), user_id: bsuid }],
      messages: [
        {
          ...(waId && { from: waId }),
          from_user_id: bsuid,
          id,
          timestamp,
          ...node,
          ...(quoted && { context: contextOf(quoted, business, person) }),
        },
      ],
    },
  };
}

function contextOf({ id, direction }: Message, { digits }: Business, { waId }: Person) {
  const from = direction === 'out' ? digits : waId;
  return { ...(from && { from }), id };
}
