import { Contact, DeliveryStatus, InboundMessage } from '#libs/contracts';
import type { ParsedWebhook } from '../parsing/parsed-webhook.js';
import { IntakeBeats } from './intake-beats.js';

describe(IntakeBeats.name, () => {
  const item = <T>(value: T) => ({ value, type: 'text', setAside: () => ({}) as never });
  const webhook = (sentAt: Date, occurredAt: Date): ParsedWebhook => ({
    messages: [item(InboundMessage.create({ contact: Contact.create({ phoneNumberId: '1' }), sentAt }))],
    statuses: [item(DeliveryStatus.create({ phoneNumberId: '2', occurredAt }))],
    quarantined: [],
  });
  const [early, late] = [new Date(1_000), new Date(2_000)];

  it('tells the posts and the newest event of each number since the last beat', () => {
    const beats = new IntakeBeats();
    beats.countStored(webhook(late, early));
    beats.countStored(webhook(early, late));
    beats.countRefused();
    expect(beats.take()).toMatchObject({ posts: 3, refused: 1, newestEventAt: { 1: late, 2: late } });
    expect(beats.take()).toMatchObject({ posts: 0, refused: 0, newestEventAt: {} });
  });

  it('loses nothing of a beat that was given back', () => {
    const beats = new IntakeBeats();
    beats.countStored(webhook(late, early));
    beats.countRefused();
    const beat = beats.take();
    beats.countStored(webhook(early, late));
    beats.giveBack(beat);
    expect(beats.hasRefused).toBe(true);
    expect(beats.take()).toMatchObject({ posts: 3, refused: 1, newestEventAt: { 1: late, 2: late } });
  });

  it('has an id of its own', () => {
    expect(new IntakeBeats().take().gateway).not.toBe(new IntakeBeats().take().gateway);
  });
});
