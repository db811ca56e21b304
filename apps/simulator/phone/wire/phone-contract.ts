/** The nouns that the phone and the simulator's server exchange as JSON. Times are ISO strings. */

export interface Business {
  name: string;
  phoneNumberId: string;
  displayNumber: string;
  online: boolean;
}

export interface Person {
  id: string;
  name: string;
  /** Null when the person hides the number: then the business knows only the bsuid. */
  waId: string | null;
  bsuid: string;
  color: string;
  /** The number that this chat is with and its name, where it is not the first one. */
  phoneNumberId?: string;
  businessName?: string;
}

export type Direction = 'in' | 'out';

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
  | 'reaction'
  | 'button_reply'
  | 'list_reply';

export type MessageState = 'sending' | 'sent' | 'delivered' | 'read' | 'undelivered';

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

export interface ContactCard {
  name: string;
  phone: string;
}

/** A product of the number's catalogue. */
export interface Product {
  catalogId?: string;
  productId: string;
}

export interface Reaction {
  by: 'person' | 'business';
  emoji: string;
}

export interface Message {
  id: string;
  /** `in`: from the person to the business. `out`: from the business to the person. */
  direction: Direction;
  at: string;
  kind: MessageKind;
  state: MessageState;
  text?: string;
  caption?: string;
  mediaId?: string;
  mediaUrl?: string;
  mimeType?: string;
  filename?: string;
  seconds?: number;
  location?: Place;
  cards?: ContactCard[];
  /** What a text asks about. */
  product?: Product;
  choices?: Choice[];
  listLabel?: string;
  chosenId?: string;
  replyTo?: string;
  reactions?: Reaction[];
  revoked?: boolean;
  edited?: boolean;
}

export type OutgoingMessage =
  | { kind: 'text'; text: string; product?: Product; replyTo?: string }
  | {
      kind: 'image' | 'document' | 'video' | 'sticker';
      dataUrl: string;
      caption?: string;
      filename?: string;
      replyTo?: string;
    }
  | { kind: 'voice'; dataUrl: string; seconds: number; replyTo?: string }
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string; replyTo?: string }
  | { kind: 'contacts'; cards: ContactCard[] }
  | { kind: 'button_reply' | 'list_reply'; messageId: string; choiceId: string }
  | { kind: 'reaction'; messageId: string; emoji: string };

export interface Knobs {
  latencyMs: number;
  jitterMs: number;
  /** Rates are shares from 0 to 1. */
  dropResponseRate: number;
  failBeforeAcceptRate: number;
  failAfterAcceptRate: number;
  duplicateRate: number;
  reorderRate: number;
  webhookBatchMs: number;
  autoRead: boolean;
  autoDeliver: boolean;
  errorCode: number | null;
  errorCount: number;
  enforcePairLimit: boolean;
  enforceWindow: boolean;
  modelLatencyMs: number;
  online: boolean;
}

/** What a number offers: commands after a slash, first sentences in an empty chat. */
export interface Menu {
  commands: readonly { command_name: string; command_description: string }[];
  prompts: readonly string[];
}

export interface Snapshot {
  business: Business;
  people: Person[];
  chats: Record<string, Message[]>;
  typing: Record<string, boolean>;
  /** By the id of the number. */
  menus: Record<string, Menu>;
}

/** What the server's event stream says, by event name. */
export interface ServerEvents {
  message: { personId: string; message: Message };
  typing: { personId: string; on: boolean };
  person: { person: Person };
  'person-removed': { id: string };
  knobs: { knobs: Knobs };
  business: { business: Business };
  menu: { phoneNumberId: string; menu: Menu };
  reset: Record<never, never>;
}
