import type { Knobs, Message, ServerEvents, Snapshot } from '../wire/phone-contract.js';
import { type ChatMessage, chatOf, initialState, type PhoneState } from './phone-state.js';

type FromServer = { [Name in keyof ServerEvents]: { type: Name } & ServerEvents[Name] }[keyof ServerEvents];

export type PhoneEvent =
  | FromServer
  | { type: 'loaded'; snapshot: Snapshot; knobs: Knobs }
  | { type: 'connection-lost' }
  | { type: 'selected'; personId: string | undefined }
  | { type: 'drafted'; personId: string; text: string }
  /** The person sent something; it is shown before the simulator knows of it. */
  | { type: 'queued'; personId: string; message: Message }
  | { type: 'accepted'; personId: string; key: string; id: string }
  | { type: 'lost'; personId: string; key: string }
  | { type: 'discarded'; personId: string; key: string };

/** What the phone knows after an event. Applying the same server event twice changes nothing more. */
export function reducePhone(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.type) {
    case 'loaded':
      return load(state, event.snapshot, event.knobs);
    case 'connection-lost':
      return { ...state, connection: state.connection === 'connecting' ? 'connecting' : 'reconnecting', typing: {} };
    case 'message':
      return takeMessage(state, event.personId, event.message);
    case 'typing':
      return { ...state, typing: { ...state.typing, [event.personId]: event.on } };
    case 'person':
      return { ...state, people: putPerson(state.people, event.person) };
    case 'person-removed':
      return removePerson(state, event.id);
    case 'knobs':
      return { ...state, knobs: event.knobs };
    case 'business':
      return { ...state, business: event.business };
    case 'menu':
      return { ...state, menus: { ...state.menus, [event.phoneNumberId]: event.menu } };
    case 'reset':
      return { ...state, chats: {}, typing: {} };
    case 'selected':
      return { ...state, selectedId: event.personId };
    case 'drafted':
      return { ...state, drafts: { ...state.drafts, [event.personId]: event.text } };
    case 'queued':
      return changeChat(state, event.personId, (chat) => [
        ...chat,
        { ...event.message, key: event.message.id, isPending: true },
      ]);
    case 'accepted':
      return changeChat(state, event.personId, (chat) => accept(chat, event.key, event.id));
    case 'lost':
      return changeChat(state, event.personId, (chat) =>
        chat.map((message) =>
          message.key === event.key ? { ...message, isPending: false, isLost: true, state: 'undelivered' } : message,
        ),
      );
    case 'discarded':
      return changeChat(state, event.personId, (chat) => chat.filter(({ key }) => key !== event.key));
  }
}

function changeChat(
  state: PhoneState,
  personId: string,
  change: (chat: readonly ChatMessage[]) => readonly ChatMessage[],
): PhoneState {
  return { ...state, chats: { ...state.chats, [personId]: change(chatOf(state, personId)) } };
}

/** The server's word, plus what only this phone knows: messages on their way and drafts. */
function load(state: PhoneState, snapshot: Snapshot, knobs: Knobs): PhoneState {
  const chats: Record<string, readonly ChatMessage[]> = {};
  for (const { id } of snapshot.people) {
    const known = new Map(chatOf(state, id).map((message) => [message.id, message]));
    const said = (snapshot.chats[id] ?? []).map((message) => keep(known.get(message.id), message));
    const local = chatOf(state, id).filter(({ isPending, isLost }) => isPending || isLost);
    chats[id] = [...said, ...local];
  }
  return {
    ...state,
    connection: 'live',
    business: snapshot.business,
    people: snapshot.people,
    typing: snapshot.typing,
    menus: snapshot.menus,
    chats,
    knobs,
  };
}

function takeMessage(state: PhoneState, personId: string, message: Message): PhoneState {
  const next = changeChat(state, personId, (chat) => {
    const index = findPlace(chat, message);
    return index < 0 ? [...chat, keep(undefined, message)] : chat.with(index, keep(chat[index], message));
  });
  const endsTyping = message.direction === 'out' && state.typing[personId] && !isKnown(state, personId, message.id);
  return endsTyping ? { ...next, typing: { ...next.typing, [personId]: false } } : next;
}

const isKnown = (state: PhoneState, personId: string, id: string) =>
  chatOf(state, personId).some((message) => message.id === id);

/** The same message, else the oldest of ours on the way that looks like it: its id may come here before our answer. */
function findPlace(chat: readonly ChatMessage[], message: Message): number {
  const known = chat.findLastIndex(({ id }) => id === message.id);
  if (known >= 0 || message.direction === 'out') return known;
  return chat.findIndex(
    ({ isPending, kind, text, caption }) =>
      isPending === true && kind === message.kind && text === message.text && caption === message.caption,
  );
}

/** Media that this phone has already in memory is not loaded again under the server's address. */
function keep(known: ChatMessage | undefined, message: Message): ChatMessage {
  if (!known) return { ...message, key: message.id };
  const kept: ChatMessage = { ...message, key: known.key };
  if (known.mediaUrl?.startsWith('data:') && message.mediaUrl) kept.mediaUrl = known.mediaUrl;
  return kept;
}

function accept(chat: readonly ChatMessage[], key: string, id: string): readonly ChatMessage[] {
  const isKnownByOther = chat.some((message) => message.id === id && message.key !== key);
  if (isKnownByOther) return chat.filter((message) => message.key !== key);
  return chat.map((message) =>
    message.key === key && message.isPending ? { ...message, id, isPending: false } : message,
  );
}

function putPerson(people: PhoneState['people'], person: PhoneState['people'][number]) {
  const index = people.findIndex(({ id }) => id === person.id);
  return index < 0 ? [...people, person] : people.with(index, person);
}

function removePerson(state: PhoneState, id: string): PhoneState {
  const { [id]: _chat, ...chats } = state.chats;
  const people = state.people.filter((person) => person.id !== id);
  return { ...state, people, chats, selectedId: state.selectedId === id ? initialState.selectedId : state.selectedId };
}
