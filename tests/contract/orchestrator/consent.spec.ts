import { Disposition, Owner } from '#libs/contracts';
import { AppError } from '#libs/errors';
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

  it('hears STOP also from somebody who writes faster than the limit, and sends nothing but its confirmation', async () => {
    const contact = person();
    const id = await met(contact);
    const sent = peers.bodies(id).length;
    await accept(message(contact, 'STOP', { disposition: Disposition.DISPOSITION_LIMITED, notice: true }));
    await until(async () => (await get(id)).conversation?.isOptedOut === true);
    await until(async () => (await stages(id)).at(-1) === 'done');
    expect(peers.bodies(id).slice(sent)).toEqual([expect.stringContaining('no more messages')]);
  });

  it.each(['STOP', '/human'])(
    'hears %s at once while an earlier turn waits for a model that is away',
    async (command) => {
      const contact = person();
      const id = await met(contact);
      const away = { edge: 'agents.model.messages', retryAfterMs: '60000' };
      peers.answer = () => new AppError('CIRCUIT_OPEN', { metadata: away });
      await accept(message(contact, 'any news?'));
      const parked = "SELECT 1 FROM conversations WHERE id = $1 AND state = 'due' AND due_at > now() + interval '10 s'";
      await until(async () => (await stage.admin.query(parked, [id])).rows.length === 1);
      await accept(message(contact, 'hello?'));
      const runs = peers.runs.length;
      await accept(message(contact, command));
      await until(async () => (await stages(id)).join() === 'done,silenced,done');
      expect((await get(id)).conversation).toMatchObject(
        command === 'STOP' ? { isOptedOut: true } : { owner: Owner.OWNER_WAITING },
      );
      expect(peers.runs).toHaveLength(runs);
    },
  );

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

  describe('that WhatsApp knows of first (131050)', () => {
    const isOut = async (id: string) => (await get(id)).conversation?.isOptedOut;
    const notices = (id: string) => peers.bodies(id).filter((body) => body.includes('You have told WhatsApp'));

    it('is recorded whatever fails on the way, stops what is under way, is explained once, and ends with START', async () => {
      const contact = person();
      const id = await met(contact);
      const release = stage.holdAnswer();
      await accept(message(contact, 'any news?'));
      await until(() => peers.runs.some(({ task }) => task === 'any news?'));
      peers.failingRecords = 1;
      peers.optOuts = [{ conversationId: id, refusedAt: new Date() }];
      await until(() => peers.optOuts.length === 0, 10_000);
      release('You said: any news?');
      await until(async () => (await stages(id)).every((one) => one === 'done'));
      expect(peers.bodies(id)).not.toContain('You said: any news?');
      expect(await isOut(id)).toBe(true);
      expect(peers.consents.filter(({ conversationId }) => conversationId === id)).toEqual([
        { conversationId: id, optedOut: true },
      ]);

      await accept(message(contact, 'are you open?'));
      await until(() => notices(id).length === 1);
      await accept(message(contact, 'hello?'));
      await until(async () => (await stages(id)).at(-1) === 'silenced');
      expect(notices(id)).toHaveLength(1);

      stage.reset();
      await accept(message(contact, 'START'));
      await until(async () => (await isOut(id)) === false);
      await accept(message(contact, 'are you open?'));
      await until(() => peers.bodies(id).includes('You said: are you open?'));
    });

    it('says nothing where the person has asked for messages since, or is known to want none', async () => {
      const [first, second] = [person(), person()];
      const [asking, leaving] = [await met(first), await met(second)];
      const refusedAt = new Date();
      await accept(message(first, 'START'));
      await accept(message(second, 'STOP'));
      await until(
        async () => (await isOut(leaving)) === true && peers.consents.some((one) => one.conversationId === asking),
      );
      peers.optOuts = [asking, leaving].map((conversationId) => ({ conversationId, refusedAt }));
      await until(() => peers.optOuts.length === 0, 10_000);
      expect([await isOut(asking), await isOut(leaving)]).toEqual([false, true]);
      await accept(message(second, 'are you open?'));
      await until(async () => (await stages(leaving)).at(-1) === 'silenced');
      expect(notices(leaving)).toEqual([]);
    });
  });
});
