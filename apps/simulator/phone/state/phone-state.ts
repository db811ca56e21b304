import type { Business, Knobs, Menu, Message, Person } from '../wire/phone-contract.js';

/** A message as the phone keeps it. */
export interface ChatMessage extends Message {
  /** Stays the same when the server gives the message its id: views find their node by it. */
  key: string;
  /** Set while the simulator has not taken the message yet. */
  isPending?: boolean;
  /** The simulator itself did not take the message (as opposed to: the business refused it). */
  isLost?: boolean;
}

export type Connection = 'connecting' | 'live' | 'reconnecting';

/** Everything the phone shows. Values are replaced, never changed, so that views can compare by identity. */
export interface PhoneState {
  connection: Connection;
  business: Business;
  people: Person[];
  chats: Readonly<Record<string, readonly ChatMessage[]>>;
  typing: Readonly<Record<string, boolean>>;
  drafts: Readonly<Record<string, string>>;
  menus: Readonly<Record<string, Menu>>;
  knobs: Knobs | undefined;
  /** Whose phone is held. */
  selectedId: string | undefined;
}

export const emptyChat: readonly ChatMessage[] = [];

export const initialState: PhoneState = {
  connection: 'connecting',
  business: { name: 'Parley', phoneNumberId: '', displayNumber: '', online: true },
  people: [],
  chats: {},
  typing: {},
  drafts: {},
  menus: {},
  knobs: undefined,
  selectedId: undefined,
};

export const chatOf = (state: PhoneState, personId: string | undefined): readonly ChatMessage[] =>
  (personId !== undefined ? state.chats[personId] : undefined) ?? emptyChat;

const noMenu: Menu = { commands: [], prompts: [] };

/** What the number at the other end of a person's chat offers. */
export const menuOf = (state: PhoneState, personId: string | undefined): Menu =>
  state.menus[personOf(state, personId)?.phoneNumberId ?? state.business.phoneNumberId] ?? noMenu;

/** Name of the business at the other end of a person's chat. */
export const businessNameOf = (state: PhoneState, personId: string | undefined): string =>
  personOf(state, personId)?.businessName ?? state.business.name;

export const personOf = (state: PhoneState, personId: string | undefined): Person | undefined =>
  state.people.find(({ id }) => id === personId);
