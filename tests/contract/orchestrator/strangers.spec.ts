import { ConversationStage } from './conversation-stage.js';

describe('a batch of people whom nobody knows', () => {
  const stage = new ConversationStage();
  const { person, message } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());

  const conversationsOf = async (...contacts: Parameters<typeof message>[0][]) => {
    const messages = contacts.map((contact) => message(contact, 'hello'));
    const { outcomes } = await stage.client.call('acceptMessages', { messages });
    return outcomes.map(({ outcome }) =>
      outcome?.$case === 'accepted' ? outcome.value.conversationId : outcome?.$case,
    );
  };

  it('makes one conversation for each', async () => {
    const contacts = Array.from({ length: 50 }, () => person());
    const first = await conversationsOf(...contacts, ...contacts);
    expect(new Set(first).size).toBe(50);
    expect(first.slice(50)).toEqual(first.slice(0, 50));
    expect(await conversationsOf(...contacts)).toEqual(first.slice(0, 50));
  });

  it('sees that several of them are one person', async () => {
    const { waId, name } = person();
    const bsuid = `AR.${waId}`;
    const [byNumber, byBoth, byId] = await conversationsOf({ waId, name }, { waId, bsuid, name }, { bsuid, name });
    expect(byBoth).toBe(byNumber);
    expect(byId).toBe(byNumber);
  });

  it('takes the same people from several batches at once, in any order', async () => {
    const contacts = Array.from({ length: 20 }, () => person());
    const batches = [contacts, contacts.toReversed(), contacts, contacts.toReversed()];
    const [first, second, third, fourth] = await Promise.all(batches.map((batch) => conversationsOf(...batch)));
    expect(new Set(first).size).toBe(20);
    expect([second!.toReversed(), third, fourth!.toReversed()]).toEqual([first, first, first]);
  });
});
