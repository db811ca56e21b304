import { humanContactOf, humanContacts } from './human-contact.js';

describe(humanContactOf, () => {
  const HUMAN_CONTACTS = humanContacts.parse('1001: +34 600 000 001; 1002:ana@example.com,\n1003 : http://x.test:80/');

  it('is the own contact of each number, else the one for all', () => {
    const contacts = { HUMAN_CONTACT: 'the office', HUMAN_CONTACTS };
    expect(['1001', '1002', '1003', '1004'].map((number) => humanContactOf(contacts, number))).toEqual([
      '+34 600 000 001',
      'ana@example.com,',
      'http://x.test:80/',
      'the office',
    ]);
  });

  it('is none where there is none for all: never that of a neighbour', () => {
    expect(humanContactOf({ HUMAN_CONTACT: undefined, HUMAN_CONTACTS }, '1004')).toBeUndefined();
  });

  it.each([
    ['an entry without a number', 'ana@example.com', 'entry 1: expected <phone number id>: <contact>'],
    ['a number twice', '1: a; 1: b', 'entry 2: its number has a contact already'],
    ['a contact that is too long', `1: ${'x'.repeat(201)}`, 'entry 1: expected at most 200 characters'],
  ])('refuses %s', (_, text, problem) => {
    expect(humanContacts.safeParse(text).error?.issues[0]?.message).toBe(problem);
  });
});
