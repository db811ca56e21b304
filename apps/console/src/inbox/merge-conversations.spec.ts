import type { ConversationPage, ConversationView } from '../wire/console-contract.js';
import { mergeConversations } from './merge-conversations.js';

const conversation = (id: string, minute: number, more: Partial<ConversationView> = {}): ConversationView => ({
  id,
  phoneNumberId: '1',
  contactName: id,
  waId: '',
  owner: 'bot',
  operator: '',
  language: 'en',
  lastMessageAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  preview: '',
  unread: 0,
  windowClosesAt: null,
  hasSetAside: false,
  isOptedOut: false,
  handoff: null,
  agent: '',
  ...more,
});
const page = (...conversations: ConversationView[]): ConversationPage => ({ conversations, nextPageToken: 'next' });
const idsOf = (pages: ConversationPage[]): string[] =>
  pages.flatMap(({ conversations }) => conversations.map(({ id }) => id));

describe(mergeConversations, () => {
  it('moves a conversation with news to the top and keeps the others in order', () => {
    const pages = [page(conversation('ana', 3), conversation('bob', 2)), page(conversation('eva', 1))];
    expect(idsOf(mergeConversations(pages, [conversation('eva', 9)], { filter: 'all', me: 'Marta' }))).toEqual([
      'eva',
      'ana',
      'bob',
    ]);
  });

  it('adds one that is new, and only where it belongs', () => {
    const fresh = conversation('new', 9, { owner: 'waiting' });
    expect(
      idsOf(mergeConversations([page(conversation('ana', 3))], [fresh], { filter: 'waiting', me: 'Marta' })),
    ).toContain('new');
    expect(
      idsOf(mergeConversations([page(conversation('ana', 3))], [fresh], { filter: 'unread', me: 'Marta' })),
    ).not.toContain('new');
  });

  it("knows an operator's own from those of colleagues", () => {
    const own = conversation('own', 9, { owner: 'human', operator: 'Marta' });
    const other = conversation('other', 9, { owner: 'human', operator: 'Tomás' });
    expect(idsOf(mergeConversations([page()], [own, other], { filter: 'mine', me: 'Marta' }))).toEqual(['own']);
  });

  it('takes one away that does not belong any more, but not the one that is open', () => {
    const pages = [page(conversation('ana', 3, { unread: 1 }))];
    const read = conversation('ana', 3);
    expect(idsOf(mergeConversations(pages, [read], { filter: 'unread', me: 'Marta' }))).toEqual([]);
    expect(idsOf(mergeConversations(pages, [read], { filter: 'unread', me: 'Marta', kept: 'ana' }))).toEqual(['ana']);
  });

  it('shows what has changed, once, and keeps the way to the next page', () => {
    const pages = [page(conversation('ana', 3)), page(conversation('bob', 2))];
    const merged = mergeConversations(pages, [conversation('bob', 4, { preview: 'hi' })], {
      filter: 'all',
      me: 'Marta',
    });
    expect(merged.flatMap(({ conversations }) => conversations).filter(({ id }) => id === 'bob')).toMatchObject([
      { preview: 'hi' },
    ]);
    expect(merged.at(-1)!.nextPageToken).toBe('next');
  });
});
