import { Contact, MessageContext } from '#libs/contracts';
import { BuildingStage, png } from './building.stage.js';
import { Quotes } from './quotes.service.js';

describe(Quotes, () => {
  const stage = new BuildingStage();
  const { arrive, text, withFile } = stage;

  beforeAll(() => stage.open());
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  it('resolves what a message quotes: their own words, their photo, our answer, a colleague', async () => {
    const photo = withFile(png, { caption: 'this cake' });
    const row = await arrive(photo);
    const { rows } = await stage.admin.query<{ id: string }>(
      `INSERT INTO turns (id, conversation_id, from_seq, to_seq, epoch, agent, answer)
       VALUES (uuid_v7(), $1, 0, 1, 1, 'information', '[{"$case":"text","value":{"body":"We open at 9."}}]') RETURNING id`,
      [row.id],
    );
    await stage.admin.query(
      `INSERT INTO operator_messages (conversation_id, idempotency_key, operator, body) VALUES ($1, 'op:1', 'Eva', 'Hi!')`,
      [row.id],
    );
    stage.sent.push(
      { messageId: 'wamid.ours', idempotencyKey: `${rows[0]!.id}:0`, conversationId: row.id },
      { messageId: 'wamid.eva', idempotencyKey: 'op:1', conversationId: row.id },
    );
    const reply = (quotedId: string) =>
      stage.builder.build(row, [text('and this?', { context: MessageContext.create({ quotedId }) })]);
    const own = await reply(photo.id);
    expect(own.quoted).toEqual({ text: '[photo: you cannot open it]\nthis cake', agent: '' });
    expect(own.attachments).toMatchObject([{ data: png }]);
    expect(await reply('wamid.ours')).toMatchObject({
      quoted: { text: 'We open at 9.', agent: 'information' },
      text: 'and this?',
      task: '[in reply to your message: "We open at 9."]\nand this?',
    });
    expect((await reply('wamid.eva')).quoted).toEqual({ text: 'Hi!', agent: 'operator' });
    expect((await reply('wamid.nobody')).quoted).toBeUndefined();
    const stranger = await arrive(
      text('x', { contact: Contact.create({ phoneNumberId: '1001', waId: '34600000002' }) }),
    );
    const foreign = text('?', { context: MessageContext.create({ quotedId: 'wamid.ours' }) });
    expect((await stage.builder.build(stranger, [foreign])).quoted).toBeUndefined();
  });
});
