import { ResetSignal } from '../knobs/reset-signal.service.js';
import { ContactsRepository, windowOf } from './contacts.repository.js';

const HOUR_MS = 3_600_000;

describe(ContactsRepository, () => {
  const reset = new ResetSignal();
  const contacts = new ContactsRepository(reset);

  it('opens the window with a message of the person, for 24 hours', () => {
    const contact = contacts.touch('34600000001');
    expect(windowOf(contact, HOUR_MS)).toBe('never-opened');
    contacts.noteInbound('34600000001', HOUR_MS);
    expect(windowOf(contacts.touch('34600000001'), 25 * HOUR_MS - 1)).toBe('open');
    expect(windowOf(contacts.touch('34600000001'), 25 * HOUR_MS)).toBe('closed');
  });

  it('does not shorten the window when an older message comes late', () => {
    contacts.noteInbound('447700900002', 10 * HOUR_MS);
    contacts.noteInbound('447700900002', 5 * HOUR_MS);
    expect(contacts.touch('447700900002').lastInboundAt).toBe(10 * HOUR_MS);
  });

  it('forgets those who were not used for longest, so that memory stays bounded', () => {
    contacts.noteInbound('kept', 1);
    contacts.noteInbound('forgotten', 1);
    for (let index = 0; index < 49_999; index += 1) {
      contacts.touch(`stranger ${index}`);
      if (index === 100) contacts.touch('kept');
    }
    expect(contacts.touch('kept').lastInboundAt).toBe(1);
    expect(contacts.touch('forgotten').lastInboundAt).toBeUndefined();
  });

  it('forgets everybody at a reset', () => {
    contacts.noteInbound('somebody', 1);
    reset.next();
    expect(contacts.touch('somebody').lastInboundAt).toBeUndefined();
  });
});
