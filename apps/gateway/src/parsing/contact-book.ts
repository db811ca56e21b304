import { isObject, type JsonObject } from './json-object.js';
import { type ContactItem, contactSchema, type MessageItem } from './whatsapp.schema.js';

interface Card {
  raw: JsonObject;
  item: ContactItem;
}

/** The contacts[] of one change, by either alias. */
export class ContactBook {
  private readonly cards: Card[] = [];
  private readonly byAlias = new Map<string, Card>();

  constructor(contacts: unknown) {
    for (const raw of Array.isArray(contacts) ? contacts : []) {
      const parsed = isObject(raw) ? contactSchema.safeParse(raw) : undefined;
      if (!parsed?.success) continue;
      const card = { raw: raw as JsonObject, item: parsed.data };
      this.cards.push(card);
      for (const alias of [card.item.wa_id, card.item.user_id]) if (alias) this.byAlias.set(alias, card);
    }
  }

  /** The card with one of the sender's aliases; or the only card, unless it says something else than the message. */
  find({ from, from_user_id: userId }: MessageItem): Card | undefined {
    const card = (userId && this.byAlias.get(userId)) || (from && this.byAlias.get(from));
    if (card) return card;
    const [only] = this.cards;
    if (!only || this.cards.length > 1) return undefined;
    return contradicts(from, only.item.wa_id) || contradicts(userId, only.item.user_id) ? undefined : only;
  }
}

const contradicts = (said?: string, listed?: string): boolean => Boolean(said && listed && said !== listed);
