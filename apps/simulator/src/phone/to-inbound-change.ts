import type { Business } from '../business.js';
import type { Change } from '../webhooks/change.js';
import { metadataOf } from '../webhooks/metadata.js';
import type { Message, Product } from '../chats/message.js';
import type { Person } from '../chats/person.js';

/** Something that a person did, with the node of its type. */
export interface InboundEvent {
  id: string;
  /** Unix seconds. */
  timestamp: string;
  node: Record<string, unknown>;
  /** The message that it answers. */
  quoted?: Message;
  /** The product that it asks about. */
  product?: Product;
}

/** The webhook change of one event. People who hide their number come without `from` and `wa_id`. */
export function toInboundChange(
  business: Business,
  person: Person,
  { id, timestamp, node, quoted, product }: InboundEvent,
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
          ...((quoted ?? product) && { context: contextOf(quoted, product, business, person) }),
        },
      ],
    },
  };
}

function contextOf(
  quoted: Message | undefined,
  product: Product | undefined,
  { digits }: Business,
  { waId }: Person,
): object {
  const from = quoted?.direction === 'in' ? waId : digits;
  return {
    ...(from && { from }),
    ...(quoted && { id: quoted.id }),
    ...(product && {
      referred_product: { catalog_id: product.catalogId, product_retailer_id: product.productId },
    }),
  };
}
