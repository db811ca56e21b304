export type MessageKind =
  | 'text'
  | 'image'
  | 'video'
  | 'document'
  | 'sticker'
  | 'voice'
  | 'audio'
  | 'location'
  | 'contacts'
  | 'buttons'
  | 'list'
  | 'button_reply'
  | 'list_reply';

export interface Choice {
  id: string;
  title: string;
  description?: string;
}

export interface Place {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

/** A product of the number's catalogue. */
export interface Product {
  catalogId: string;
  productId: string;
}

export interface Card {
  name: string;
  phone: string;
}

export interface Reaction {
  by: 'person' | 'business';
  emoji: string;
}

/** What a message shows. */
export interface MessageContent {
  kind: MessageKind;
  text?: string;
  caption?: string;
  mediaId?: string;
  mediaUrl?: string;
  mimeType?: string;
  filename?: string;
  seconds?: number;
  location?: Place;
  cards?: Card[];
  /** What a text asks about. */
  product?: Product;
  /** Of buttons and lists all of them, of a reply the one that was tapped. */
  choices?: Choice[];
  /** Label of the button that opens a list. */
  listLabel?: string;
  /** The choice that was tapped. */
  chosenId?: string;
  replyTo?: string;
}

/** A message as both sides of a chat know it. */
export interface Message extends MessageContent {
  /** The wamid. */
  id: string;
  /** `in` is from the person to the business. */
  direction: 'in' | 'out';
  at: string;
  reactions?: Reaction[];
  /**
   * Of `in`: the webhook is not acknowledged, acknowledged, marked as read, or refused with a 4xx.
   * Of `out`: what the person's phone did.
   */
  state: 'sending' | 'undelivered' | 'sent' | 'delivered' | 'read';
  revoked?: true;
  edited?: true;
  /** `biz_opaque_callback_data` of an `out` message, which its statuses repeat. */
  opaque?: string;
}
