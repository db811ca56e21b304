import { describe, expect, it } from '@jest/globals';
import { countUnread } from './count-unread.js';
import { type ChatMessage, initialState } from './phone-state.js';

const message = (change: Partial<ChatMessage>): ChatMessage => ({
  id: 'm',
  key: 'm',
  at: '2026-11-20T10:00:00.000Z',
  kind: 'text',
  direction: 'out',
  state: 'delivered',
  ...change,
});

describe(countUnread, () => {
  it('counts what reached the phone and was not seen', () => {
    const chat = [
      message({}),
      message({ state: 'read' }),
      message({ state: 'sent' }),
      message({ direction: 'in' }),
      message({ revoked: true }),
      message({ kind: 'image' }),
    ];
    expect(countUnread({ ...initialState, chats: { ana: chat } }, 'ana')).toBe(2);
  });

  it('counts nothing for somebody without a chat', () => {
    expect(countUnread(initialState, 'nobody')).toBe(0);
  });
});
