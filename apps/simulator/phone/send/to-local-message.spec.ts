import { describe, expect, it } from '@jest/globals';
import type { ChatMessage } from '../state/phone-state.js';
import { toLocalMessage } from './to-local-message.js';

const now = new Date('2026-11-20T10:00:00.000Z');
const asked: ChatMessage = {
  id: 'wamid.q',
  key: 'wamid.q',
  direction: 'out',
  at: now.toISOString(),
  kind: 'buttons',
  state: 'read',
  choices: [{ id: 'b1', title: 'Buy' }],
};

describe(toLocalMessage, () => {
  it('shows a text as on its way, without empty fields', () => {
    expect(toLocalMessage({ kind: 'text', text: 'hi', replyTo: undefined }, 'local-1', [], now)).toEqual({
      id: 'local-1',
      direction: 'in',
      at: now.toISOString(),
      state: 'sending',
      kind: 'text',
      text: 'hi',
    });
  });

  it('shows a tap as the words of the choice, under its question', () => {
    const tap = { kind: 'button_reply', messageId: 'wamid.q', choiceId: 'b1' } as const;
    expect(toLocalMessage(tap, 'local-1', [asked])).toMatchObject({ text: 'Buy', replyTo: 'wamid.q' });
  });

  it('shows a picture from memory', () => {
    const picture = { kind: 'image', dataUrl: 'data:image/png;base64,AA', caption: 'sea' } as const;
    expect(toLocalMessage(picture, 'local-1', [])).toMatchObject({
      mediaUrl: picture.dataUrl,
      mimeType: 'image/png',
      caption: 'sea',
    });
  });

  it('puts a place together', () => {
    const place = { kind: 'location', latitude: 1, longitude: 2, name: 'Here' } as const;
    expect(toLocalMessage(place, 'local-1', [])?.location).toEqual({ latitude: 1, longitude: 2, name: 'Here' });
  });

  it('has no bubble for a reaction', () => {
    expect(toLocalMessage({ kind: 'reaction', messageId: 'wamid.q', emoji: '👍' }, 'local-1', [])).toBeUndefined();
  });
});
