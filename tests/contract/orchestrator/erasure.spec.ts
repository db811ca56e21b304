import { type Contact } from '#libs/contracts';
import { until } from '#libs/testing';
import { ConversationStage } from './conversation-stage.js';

describe('erasing', () => {
  const stage = new ConversationStage();
  const { peers, person, message, accept, get, takeOver, handBack, say, stages, met } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());
  beforeEach(() => stage.reset());

  const traces = async (contact: Partial<Contact>, words: string): Promise<string[]> => {
    const { rows: tables } = await stage.admin.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'orchestrator' AND table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await stage.admin.query(
        `SELECT FROM ${name} t WHERE t::text LIKE $1 OR t::text LIKE $2 OR t::text LIKE $3`,
        [`%${contact.waId}%`, `%${words}%`, `%${contact.name}%`],
      );
      if (rowCount) found.push(name);
    }
    return found;
  };

  it('leaves no trace of a person anywhere, makes nothing of old messages, and begins anew with new ones', async () => {
    const contact = { ...person(), name: 'Zoraida Quispe' };
    const old = message(contact, 'my secret is marzipan');
    const id = await accept(old);
    await until(async () => (await stages(id)).includes('done'));
    await takeOver(id);
    await say(id, 'marzipan it is');
    await handBack(id);
    expect((await traces(contact, 'marzipan')).toSorted()).toEqual(
      expect.arrayContaining(['aliases', 'conversations', 'inbox', 'operator_messages', 'turns']),
    );

    const { erased } = await stage.client.call('erase', { conversationId: id, requestedBy: 'Eva' });
    expect(erased).toBeGreaterThan(5);
    expect(await traces(contact, 'marzipan')).toEqual([]);
    expect(peers.erasedConversations).toContain(id);
    expect(peers.erasedContacts).toContain(id);
    await expect(get(id)).rejects.toMatchObject({ reason: 'NOT_FOUND' });

    const sent = peers.sent.length;
    expect(await accept(old)).toBe('');
    expect(await traces(contact, 'marzipan')).toEqual([]);
    const fresh = await met(contact);
    expect(fresh).not.toBe(id);
    expect(await accept(old)).toBe(fresh); // known again, but the message is still nobody's
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(peers.sent.slice(sent).map(({ content }) => content)).toEqual([
      expect.objectContaining({ value: expect.objectContaining({ body: 'You said: hello' }) as object }),
    ]);
    expect(await traces({ waId: 'nobody', name: 'nobody' }, 'marzipan')).toEqual([]);
  });

  it('makes a turn of the old message when there is no tombstone: the control for the one above', async () => {
    const contact = person();
    const old = message(contact, 'again and again');
    const id = await accept(old);
    await until(() => peers.bodies(id).length === 1);
    await stage.client.call('erase', { conversationId: id, requestedBy: 'Eva' });
    await stage.admin.query('DELETE FROM erased_messages');
    const other = await accept(old);
    await until(() => peers.bodies(other).length === 1);
  });

  it('may be asked for twice, also at once, and knows what it does not know', async () => {
    const id = await met(person());
    const request = { conversationId: id, requestedBy: 'Eva' };
    const [first, second] = await Promise.all([
      stage.client.call('erase', request),
      stage.client.call('erase', request),
    ]);
    expect(second).toEqual(first);
    expect(await stage.client.call('erase', request)).toEqual(first);
    await expect(
      stage.client.call('erase', { conversationId: '0190aaaa-0000-7000-8000-000000000000', requestedBy: 'Eva' }),
    ).rejects.toMatchObject({ reason: 'NOT_FOUND' });
  });

  it('goes on after a service was away in the middle', async () => {
    const id = await met(person());
    peers.isAgentsEraseDown = true;
    const erasing = stage.client.call('erase', { conversationId: id, requestedBy: 'Eva' });
    await until(
      async () => (await stage.admin.query('SELECT FROM erasures WHERE id = $1 AND attempts > 0', [id])).rowCount === 1,
    );
    expect(peers.erasedContacts).not.toContain(id);
    peers.isAgentsEraseDown = false;
    await expect(erasing).resolves.toMatchObject({ erased: expect.any(Number) as number });
    expect(peers.erasedContacts).toContain(id);
  });

  it('takes a turn under way its claim', async () => {
    const contact = person();
    const id = await met(contact);
    const release = stage.holdAnswer();
    const runs = peers.runs.length;
    await accept(message(contact, 'forget this'));
    await until(() => peers.runs.length > runs);
    await stage.client.call('erase', { conversationId: id, requestedBy: 'Eva' });
    release('I remember everything');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(peers.bodies(id)).not.toContain('I remember everything');
    expect(await stages(id)).toEqual([]);
  });

  it('asks the person first, and only their own button erases', async () => {
    const contact = person();
    const id = await met(contact);
    const tap = (replyId: string) =>
      message(contact, { $case: 'reply', value: { replyId, title: 'Yes', description: '' } });
    await accept(tap('command:forget_confirmed'));
    await until(() => peers.bodies(id).some((body) => body.includes('too old')));
    await accept(message(contact, '/forget'));
    await until(() => peers.bodies(id).some((body) => body.includes('cannot be undone')));
    await accept(message(contact, '/forget_confirmed'));
    await until(() => peers.bodies(id).includes('You said: /forget_confirmed'));
    expect((await stage.admin.query('SELECT FROM erasures WHERE id = $1', [id])).rowCount).toBe(0);
    await accept(tap('command:forget_confirmed'));
    await until(() => peers.bodies(id).some((body) => body.includes('I am erasing')));
    await stage.admin.query(`UPDATE erasures SET due_at = now() WHERE id = $1`, [id]);
    await until(
      async () =>
        (await stage.admin.query("SELECT FROM erasures WHERE id = $1 AND state = 'done'", [id])).rowCount === 1,
      5_000,
    );
    await expect(get(id)).rejects.toMatchObject({ reason: 'NOT_FOUND' });
  });
});
