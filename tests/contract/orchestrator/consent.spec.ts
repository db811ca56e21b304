import { until } from '#libs/testing';
import { ConversationStage } from './conversation-stage.js';

describe('consent', () => {
  const stage = new ConversationStage();
  const { peers, person, message, accept, get, takeOver, say, stages, met } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());
  beforeEach(() => stage.reset());

  it('records STOP by its exact words, confirms it once, stays silent, and takes START back', async () => {
    const contact = person();
    const id = await met(contact);
    await accept(message(contact, 'stop, he is not coming'));
    await until(() => peers.bodies(id).includes('You said: stop, he is not coming'));
    expect((await get(id)).conversation?.isOptedOut).toBe(false);

    await accept(message(contact, 'Baja.'));
    await until(async () => (await get(id)).conversation?.isOptedOut === true);
    await until(() => peers.bodies(id).some((body) => body.includes('no more messages')));
    expect(peers.consents).toContainEqual({ conversationId: id, optedOut: true });
    const sent = peers.bodies(id).length;
    await accept(message(contact, 'are you open?'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.bodies(id)).toHaveLength(sent);

    await accept(message(contact, 'START'));
    await until(async () => (await get(id)).conversation?.isOptedOut === false);
    await accept(message(contact, 'are you open?'));
    await until(() => peers.bodies(id).includes('You said: are you open?'));
  });

  it('records STOP also while a person has the conversation, and keeps their operator from writing', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await accept(message(contact, 'STOP'));
    await until(() => peers.bodies(id).some((body) => body.includes('no more messages')));
    await expect(say(id, 'but we have an offer')).rejects.toMatchObject({ reason: 'OPTED_OUT' });
    await accept(message(contact, 'one question though'));
    await say(id, 'of course');
  });

  it('hears what is decided in the settings of WhatsApp, once for each event', async () => {
    const contact = person();
    const id = await met(contact);
    const stop = message(contact, { $case: 'preference', value: { value: 'stop', category: 'marketing_messages' } });
    await accept(stop);
    expect((await get(id)).conversation?.isOptedOut).toBe(true);
    await accept(message(contact, { $case: 'preference', value: { value: 'resume', category: 'marketing_messages' } }));
    await accept(stop);
    expect((await get(id)).conversation?.isOptedOut).toBe(false);
  });
});
