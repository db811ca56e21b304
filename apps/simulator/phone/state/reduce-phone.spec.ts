import { describe, expect, it } from '@jest/globals';
import type { Knobs, Message, Person, Snapshot } from '../wire/phone-contract.js';
import { initialState, menuOf, type PhoneState } from './phone-state.js';
import { type PhoneEvent, reducePhone } from './reduce-phone.js';

const ana: Person = { id: 'ana', name: 'Ana', waId: '34600000001', bsuid: 'ES.1', color: '#d2552d' };
const knobs = { online: true } as Knobs;
const business = { name: 'Shop', phoneNumberId: '1', displayNumber: '+1', online: true };
const message = (id: string, change: Partial<Message> = {}): Message => ({
  id,
  direction: 'out',
  at: '2026-11-20T10:00:00.000Z',
  kind: 'text',
  state: 'delivered',
  text: id,
  ...change,
});
const snapshot = (messages: Message[] = []): Snapshot => ({
  business,
  people: [ana],
  chats: { ana: messages },
  typing: {},
  menus: {},
});
const after = (...events: PhoneEvent[]): PhoneState =>
  events.reduce(reducePhone, reducePhone(initialState, { type: 'loaded', snapshot: snapshot(), knobs }));
const ids = (state: PhoneState) => state.chats.ana?.map(({ id }) => id);

const said = (id: string, change?: Partial<Message>): PhoneEvent => ({
  type: 'message',
  personId: 'ana',
  message: message(id, change),
});
const queued = (key: string, text: string): PhoneEvent => ({
  type: 'queued',
  personId: 'ana',
  message: message(key, { direction: 'in', state: 'sending', text }),
});
const accepted = (key: string, id: string): PhoneEvent => ({ type: 'accepted', personId: 'ana', key, id });

describe(reducePhone, () => {
  it('adds a message once, however often it is said, and takes the newest state', () => {
    const state = after(said('a', { state: 'sent' }), said('b'), said('a', { state: 'read' }));
    expect(ids(state)).toEqual(['a', 'b']);
    expect(state.chats.ana?.[0]?.state).toBe('read');
  });

  it('knows the menu of the number at the other end of each chat', () => {
    const menu = (prompt: string) => ({ commands: [], prompts: [prompt] });
    const ben: Person = { ...ana, id: 'ben', phoneNumberId: '2' };
    const state = after(
      { type: 'person', person: ben },
      { type: 'menu', phoneNumberId: '1', menu: menu('one') },
      { type: 'menu', phoneNumberId: '2', menu: menu('two') },
      { type: 'reset' },
    );
    expect(['ana', 'ben'].map((id) => menuOf(state, id).prompts)).toEqual([['one'], ['two']]);
    expect(menuOf(after(), 'ana')).toEqual({ commands: [], prompts: [] });
  });

  it('leaves what did not change identical', () => {
    const before = after(said('a'), said('b'));
    const next = reducePhone(before, said('b', { state: 'read' }));
    expect(next.chats.ana?.[0]).toBe(before.chats.ana?.[0]);
    expect(next.people).toBe(before.people);
  });

  it('gives a sent message its id and keeps its key', () => {
    const state = after(queued('local-1', 'hi'), accepted('local-1', 'wamid.1'));
    expect(state.chats.ana).toMatchObject([{ id: 'wamid.1', key: 'local-1', isPending: false }]);
  });

  it('shows a message once when the stream is faster than the answer', () => {
    const mine = said('wamid.1', { direction: 'in', state: 'delivered', text: 'hi' });
    const state = after(queued('local-1', 'hi'), mine, accepted('local-1', 'wamid.1'));
    expect(state.chats.ana).toMatchObject([{ id: 'wamid.1', key: 'local-1', state: 'delivered' }]);
  });

  it('does not mix up two different texts on their way', () => {
    const second = said('wamid.2', { direction: 'in', text: 'two' });
    const state = after(
      queued('l1', 'one'),
      queued('l2', 'two'),
      second,
      accepted('l2', 'wamid.2'),
      accepted('l1', 'wamid.1'),
    );
    expect(ids(state)).toEqual(['wamid.1', 'wamid.2']);
  });

  it('never takes a message of the business for one of the person', () => {
    expect(ids(after(queued('local-1', 'hi'), said('wamid.9', { text: 'hi' })))).toEqual(['local-1', 'wamid.9']);
  });

  it('drops the local copy when the server has told it under another key', () => {
    const mine = said('wamid.1', { direction: 'in', text: 'cleaned' });
    expect(ids(after(queued('local-1', 'hi\u0000'), mine, accepted('local-1', 'wamid.1')))).toEqual(['wamid.1']);
  });

  it('keeps a picture that is in memory already', () => {
    const picture = { direction: 'in', kind: 'image', text: undefined } as const;
    const local: PhoneEvent = {
      type: 'queued',
      personId: 'ana',
      message: message('local-1', { ...picture, mediaUrl: 'data:image/png;base64,AA' }),
    };
    const state = after(local, said('wamid.1', { ...picture, mediaUrl: '/phone/api/media/1' }));
    expect(state.chats.ana).toMatchObject([{ id: 'wamid.1', mediaUrl: 'data:image/png;base64,AA' }]);
  });

  it('says which message the simulator did not take', () => {
    const state = after(queued('local-1', 'hi'), { type: 'lost', personId: 'ana', key: 'local-1' });
    expect(state.chats.ana).toMatchObject([{ isLost: true, isPending: false, state: 'undelivered' }]);
  });

  it('keeps unsent messages, keys and drafts over a reconnection', () => {
    const before = after(
      queued('local-1', 'hi'),
      accepted('local-1', 'wamid.1'),
      queued('local-2', 'unsent'),
      { type: 'drafted', personId: 'ana', text: 'unfinished' },
      { type: 'connection-lost' },
    );
    expect(before.connection).toBe('reconnecting');
    const told = [message('wamid.1', { direction: 'in' }), message('wamid.2')];
    const state = reducePhone(before, { type: 'loaded', snapshot: snapshot(told), knobs });
    expect(ids(state)).toEqual(['wamid.1', 'wamid.2', 'local-2']);
    expect(state.chats.ana?.[0]?.key).toBe('local-1');
    expect(state).toMatchObject({ connection: 'live', drafts: { ana: 'unfinished' } });
  });

  it('stops typing when the answer comes, not when an old one changes', () => {
    const typing = after(said('a'), { type: 'typing', personId: 'ana', on: true });
    expect(reducePhone(typing, said('a', { state: 'read' })).typing.ana).toBe(true);
    expect(reducePhone(typing, said('b')).typing.ana).toBe(false);
  });

  it('forgets a removed person and puts the phone down', () => {
    const state = after(said('a'), { type: 'selected', personId: 'ana' }, { type: 'person-removed', id: 'ana' });
    expect(state).toMatchObject({ people: [], chats: {}, selectedId: undefined });
  });

  it('replaces a person by id', () => {
    expect(after({ type: 'person', person: { ...ana, name: 'Ana B.' } }).people).toMatchObject([{ name: 'Ana B.' }]);
  });

  it('forgets the chats on a reset', () => {
    expect(after(said('a'), { type: 'reset' }).chats).toEqual({});
  });
});
