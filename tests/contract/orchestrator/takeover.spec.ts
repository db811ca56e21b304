import { Author, Owner } from '#libs/contracts';
import { until } from '#libs/testing';
import { ConversationStage } from './conversation-stage.js';

describe('taking a conversation over', () => {
  const stage = new ConversationStage();
  const { peers, person, message, accept, get, list, takeOver, handBack, say, stages, met } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());
  beforeEach(() => stage.reset());

  it('keeps the bot silent while an operator has it, counts what is unread, and lets only them answer', async () => {
    const contact = person();
    const id = await met(contact);
    const { conversation } = await takeOver(id);
    expect(conversation).toMatchObject({ owner: Owner.OWNER_HUMAN, operator: 'Eva', unread: 0 });
    const before = peers.runs.length;
    await accept(message(contact, 'are you there?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.runs.length).toBe(before);
    expect((await get(id)).conversation).toMatchObject({ unread: 1, preview: 'are you there?' });

    const { entry } = await say(id, 'Yes, this is Eva');
    expect(entry?.entry).toMatchObject({ $case: 'answered', value: { operator: 'Eva', text: 'Yes, this is Eva' } });
    expect(peers.sent.at(-1)).toMatchObject({
      author: Author.AUTHOR_HUMAN,
      content: { value: { body: 'Yes, this is Eva' } },
    });
    expect(peers.sent.at(-1)!.windowClosesAt!.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await expect(say(id, 'I am Max', 'Max')).rejects.toMatchObject({
      reason: 'CONVERSATION_TAKEN',
      metadata: { operator: 'Eva' },
    });
    expect((await get(id)).conversation).toMatchObject({ unread: 0 });
  });

  it('says an operator message once however often it is asked for', async () => {
    const id = await met(person());
    await takeOver(id);
    const [first, second] = [await say(id, 'once', 'Eva', 'same'), await say(id, 'once', 'Eva', 'same')];
    expect(second.entry?.id).toBe(first.entry?.id);
    expect(peers.bodies(id).filter((body) => body === 'once')).toHaveLength(1);
  });

  it('stops a turn that is under way when the takeover comes', async () => {
    const contact = person();
    const id = await met(contact);
    const release = stage.holdAnswer();
    const runs = peers.runs.length;
    await accept(message(contact, 'slow question'));
    await until(() => peers.runs.length > runs);
    await takeOver(id);
    release('too late');
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.bodies(id)).not.toContain('too late');
    expect(peers.cancelled.at(-1)).toMatchObject({ conversationId: id, turnId: expect.stringMatching(/-/) as string });
  });

  it('lets that turn speak when nobody fences it: the control for the one above', async () => {
    const contact = person();
    const id = await met(contact);
    const release = stage.holdAnswer();
    const runs = peers.runs.length;
    await accept(message(contact, 'slow question'));
    await until(() => peers.runs.length > runs);
    await stage.admin.query("UPDATE conversations SET owned_by = 'human', operator = 'Eva' WHERE id = $1", [id]);
    release('too late');
    await until(() => peers.bodies(id).includes('too late'));
  });

  it('gives it to one of two operators who take it at once', async () => {
    const id = await met(person());
    const results = await Promise.allSettled([takeOver(id, 'Eva'), takeOver(id, 'Max')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'CONVERSATION_TAKEN' },
    });
    const { entries } = await get(id);
    expect(entries.filter(({ entry }) => entry?.$case === 'event')).toHaveLength(1);
  });

  it('refuses what is not there and what is not well formed', async () => {
    await expect(takeOver('0190aaaa-0000-7000-8000-000000000000')).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    await expect(takeOver("1' OR true")).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      metadata: { field: 'conversationId' },
    });
    const id = await met(person());
    await expect(takeOver(id, ' ')).rejects.toMatchObject({ metadata: { field: 'operator' } });
    await expect(say(id, 'x'.repeat(4_097))).rejects.toMatchObject({ metadata: { field: 'text' } });
    await expect(say(id, 'nobody took it')).rejects.toMatchObject({ reason: 'CONVERSATION_TAKEN' });
    await expect(list({ pageToken: 'nonsense' })).rejects.toMatchObject({ metadata: { field: 'page_token' } });
    await expect(list({ pageSize: 201 })).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
  });

  it('hands back with what was said meanwhile and the note of the operator', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await accept(message(contact, 'do you have it in blue?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    await say(id, 'Yes, the last one is kept for you');
    const { conversation } = await handBack(id, 'She wants it gift-wrapped');
    expect(conversation).toMatchObject({ owner: Owner.OWNER_BOT, operator: '', unread: 0 });
    await accept(message(contact, 'great, then I take it'));
    await until(() => peers.bodies(id).includes('You said: great, then I take it'));
    const run = peers.runs.findLast(({ task }) => task === 'great, then I take it')!;
    expect(run.history).toContainEqual({
      task: 'do you have it in blue?',
      answer: 'Yes, the last one is kept for you',
    });
    expect(run.handover).toContain('gift-wrapped');
  });

  it('answers what nobody answered when it is handed back', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await accept(message(contact, 'anybody?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    await handBack(id);
    await until(() => peers.bodies(id).includes('You said: anybody?'));
  });
});
