import { describe, expect, it } from '@jest/globals';
import type { Message } from '../wire/phone-contract.js';
import { previewMessage } from './preview-message.js';

const message = (change: Partial<Message>): Message => ({
  id: 'm',
  at: '2026-11-20T10:00:00.000Z',
  direction: 'out',
  kind: 'text',
  state: 'read',
  ...change,
});

describe(previewMessage, () => {
  it.each<[Partial<Message>, string]>([
    [{ text: '*Hi*\n\nthere' }, 'Hi there'],
    [{ kind: 'image' }, '📷 Photo'],
    [{ kind: 'image', caption: '_sea_' }, '📷 sea'],
    [{ kind: 'voice', seconds: 65 }, '🎤 1:05'],
    [{ kind: 'document', filename: 'a.pdf', caption: 'x' }, '📄 a.pdf'],
    [{ kind: 'location', location: { latitude: 1, longitude: 2 } }, '📍 Location'],
    [{ kind: 'contacts', cards: [{ name: 'Bo', phone: '1' }] }, '👤 Bo'],
    [{ kind: 'list', text: 'Choose' }, 'Choose'],
    [{ text: 'secret', revoked: true }, '🚫 This message was deleted'],
    [{ text: 'secret', revoked: true, direction: 'in' }, '🚫 You deleted this message'],
    [{}, 'This message cannot be shown here.'],
  ])('shows %j as %s', (change, shown) => {
    expect(previewMessage(message(change))).toBe(shown);
  });

  it('stays short for a text of 70,000 characters', () => {
    expect(previewMessage(message({ text: 'x'.repeat(70_000) })).length).toBeLessThan(200);
  });
});
