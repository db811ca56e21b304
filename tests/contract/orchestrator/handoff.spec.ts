import { Disposition, Owner } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { ConversationStage } from './conversation-stage.js';

describe('asking for a person', () => {
  const stage = new ConversationStage();
  const { peers, person, message, accept, get, stages, met } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());
  beforeEach(() => stage.reset());

  it('brings a person on request, says it again with priority once when nobody comes, and lets the one who waits go back', async () => {
    const contact = person();
    const id = await met(contact);
    await accept(message(contact, '/human'));
    await until(() => peers.bodies(id).some((body) => body.includes('asked a person')));
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_WAITING);
    await until(() => peers.bodies(id).some((body) => body.includes('with priority')), 5_000);
    await until(async () => (await get(id)).conversation?.handoff?.escalatedAt !== undefined);
    expect((await get(id)).conversation!.handoff).toMatchObject({ reason: 'asked', priority: 'urgent' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(peers.bodies(id).filter((body) => body.includes('with priority'))).toHaveLength(1);

    await accept(
      message(contact, { $case: 'reply', value: { replyId: 'command:bot', title: 'Back', description: '' } }),
    );
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_BOT);
    await accept(message(contact, 'hello bot'));
    await until(() => peers.bodies(id).includes('You said: hello bot'));
  });

  it('asks for a person when turns fail again and again', async () => {
    const contact = person();
    const id = await met(contact);
    peers.answer = () => new AppError('MODEL_MISCONFIGURED');
    await accept(message(contact, 'first try'));
    await until(async () => (await stages(id)).at(-1) === 'set_aside');
    expect((await get(id)).conversation).toMatchObject({ owner: Owner.OWNER_BOT, hasSetAside: true });
    await accept(message(contact, 'second try'));
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_WAITING);
    expect((await get(id)).conversation!.handoff).toMatchObject({ reason: 'failed', priority: 'high' });
  });

  it('stays silent while another application has the thread, and speaks again when it is given back', async () => {
    const contact = person();
    const id = await met(contact);
    const taken = message(contact, { $case: 'handover', value: { event: 'taken' } });
    await accept(taken);
    expect((await get(id)).conversation?.owner).toBe(Owner.OWNER_OTHER_APP);
    const sent = peers.sent.length;
    await accept(message(contact, 'for the other one', { disposition: Disposition.DISPOSITION_STANDBY }));
    await accept(message(contact, 'also for the other one'));
    await until(async () => (await stages(id)).at(-1) === 'silenced');
    expect(peers.sent.length).toBe(sent);
    await accept(message(contact, { $case: 'handover', value: { event: 'given' } }));
    await until(async () => (await get(id)).conversation?.owner === Owner.OWNER_BOT);
    await accept(taken); // delivered again, late
    expect((await get(id)).conversation?.owner).toBe(Owner.OWNER_BOT);
  });
});
