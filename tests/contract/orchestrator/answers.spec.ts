import pg from 'pg';
import { type Contact, Intent, Lane, Source } from '#libs/contracts';
import { migrate } from '#libs/database';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { entities } from '../../../apps/orchestrator/src/entities.js';
import { migrations } from '../../../apps/orchestrator/src/migrations/index.js';
import { OrchestratorUnderTest, somebody } from './orchestrator-under-test.js';
import { StubPeers } from './stub-peers.js';

describe('what a turn is answered with', () => {
  const peers = new StubPeers();
  let database: TestDatabase;
  let admin: pg.Client;
  let orchestrator: OrchestratorUnderTest;

  beforeAll(async () => {
    database = await createTestDatabase('orchestrator');
    await migrate({ url: database.url, entities, migrations });
    admin = new pg.Client(database.url);
    await admin.connect();
    orchestrator = await OrchestratorUnderTest.start({ ...(await peers.start()), DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await orchestrator?.stop();
    await peers.stop();
    await admin?.end();
    await database?.drop();
  });
  beforeEach(() => {
    peers.answer = (run) => `You said: ${run.task}`;
    peers.verdict = () => ({});
  });

  const conversation = async <T extends object>(id: string, columns: string): Promise<T> => {
    const { rows } = await admin.query<T>(`SELECT ${columns} FROM conversations WHERE id = $1`, [id]);
    return rows[0]!;
  };
  const say = async (contact: Partial<Contact>, body: string): Promise<string> => {
    const id = await orchestrator.hear(contact, body);
    await until(async () => (await conversation<{ state: string }>(id, 'state')).state === 'idle');
    return id;
  };
  const agent = (name: string, intent = Intent.INTENT_COMMERCE) => ({
    intent,
    candidates: [{ agent: name, score: 1 }],
  });

  it("is an agent's text and then its buttons, lists and pictures, in their order", async () => {
    const choice = { id: 'agent:commerce:1', title: 'Red', description: '' };
    peers.answer = () => [
      { $case: 'part', value: { content: { $case: 'buttons', value: { body: 'Which one?', choices: [choice] } } } },
      { $case: 'text', value: { text: 'Here they ' } },
      {
        $case: 'part',
        value: {
          content: {
            $case: 'image',
            value: { source: { $case: 'link', value: 'https://x.test/a.jpg' }, caption: 'Red' },
          },
        },
      },
      { $case: 'text', value: { text: 'are.' } },
    ];
    const id = await say(somebody(), 'shoes');
    expect(peers.sentTo(id).map(({ content }) => content?.$case)).toEqual(['text', 'buttons', 'image']);
    expect(peers.bodies(id)[0]).toBe('Here they are.');
    expect(peers.sentTo(id)[1]!.content).toMatchObject({ value: { choices: [choice] } });
  });

  it('is tried again where an agent ends without a word', async () => {
    let attempts = 0;
    peers.answer = () => ((attempts += 1) === 1 ? [] : 'at last');
    const id = await say(somebody(), 'hello');
    expect(peers.bodies(id).at(-1)).toBe('at last');
    expect(attempts).toBe(2);
  });

  it('says whom a run serves by what is verified, with the stable id and never the number', async () => {
    const contact = { ...somebody(), name: 'Ana' };
    const id = await say(contact, 'hello');
    const run = peers.runs.at(-1)!;
    expect(run.context).toMatchObject({ phoneNumberId: '1', contactId: id, conversationId: id, contactName: 'Ana' });
    expect(run.runId).toBe(`${run.context!.turnId}.1`);
    expect(JSON.stringify(run)).not.toContain(contact.waId!);
  });

  it('tells another agent goal and facts, and leaves an open question for no guess', async () => {
    const contact = somebody();
    peers.verdict = () => agent('commerce');
    peers.answer = () => [
      { $case: 'text', value: { text: 'How many?' } },
      { $case: 'slots', value: { slotsJson: '{"cart":"c1"}', phase: 'cart', openQuestion: 'quantity' } },
    ];
    await say(contact, 'red shoes');
    peers.verdict = () => agent('support', Intent.INTENT_SUPPORT);
    await say(contact, 'two, and the last ones broke');
    expect(peers.runs.at(-1)).toMatchObject({ agent: 'commerce', handover: '' });
    peers.verdict = () => ({ ...agent('support', Intent.INTENT_SUPPORT), source: Source.SOURCE_RULE });
    await say(contact, 'my shoes broke');
    const run = peers.runs.at(-1)!;
    expect(run).toMatchObject({ agent: 'support', slotsJson: '' });
    expect(JSON.parse(run.handover)).toEqual({
      from: 'commerce',
      goal: 'two, and the last ones broke',
      facts: { cart: 'c1' },
      phase: 'cart',
      openQuestion: 'quantity',
    });
  });

  it('stands although what the agent wants to note is refused', async () => {
    peers.answer = () => [
      { $case: 'text', value: { text: 'noted' } },
      { $case: 'slots', value: { slotsJson: '{"a":"\\u0000"}', phase: 'x', openQuestion: '' } },
    ];
    const contact = somebody();
    const id = await say(contact, 'hello');
    expect(peers.bodies(id)).toEqual(['noted']);
    await say(contact, 'again');
    expect(peers.runs.at(-1)!.slotsJson).toBe('');
  });

  it('asks for a person where an agent does, once, with the answer', async () => {
    peers.answer = () => [
      { $case: 'text', value: { text: 'I will get somebody.' } },
      { $case: 'escalation', value: { reason: 'rule', summary: 'broken shoes', priority: 'high' } },
    ];
    const id = await say(somebody(), 'my shoes broke');
    expect(peers.bodies(id)).toEqual(['I will get somebody.']);
    expect(await conversation(id, 'owned_by, handoff')).toMatchObject({
      owned_by: 'waiting',
      handoff: { summary: 'broken shoes', priority: 'high' },
    });
  });

  it('asks again for the person whom a crash has kept from being asked for', async () => {
    const id = await say(somebody(), 'hello');
    const { rows } = await admin.query<{ id: string }>(
      `UPDATE turns SET stage = 'answered', patch = patch || '{"escalation":{"reason":"rule","summary":"s","priority":"high"}}'
        WHERE conversation_id = $1 RETURNING id`,
      [id],
    );
    await admin.query("UPDATE conversations SET state = 'due', due_at = now(), turn_id = $2 WHERE id = $1", [
      id,
      rows[0]!.id,
    ]);
    await until(async () => (await conversation<{ owned_by: string }>(id, 'owned_by')).owned_by === 'waiting');
  });

  it('is a text of ours for a command that is known, and an honest sentence for one that is not', async () => {
    const commands = ['help', 'status', 'constructor'];
    peers.verdict = () => ({ lane: Lane.LANE_FIXED, command: commands.shift() });
    const contact = somebody();
    const id = await say(contact, '/help');
    await say(contact, '/status');
    await say(contact, '/constructor');
    const [help, status, unknown] = peers.bodies(id);
    expect(help).toContain('automated assistant');
    expect(status).toContain('nothing under way');
    expect(unknown).toContain('in words');
  });

  it('obeys STOP also where the classifier takes it for something else', async () => {
    const contact = somebody();
    const runs = peers.runs.length;
    const id = await say(contact, 'STOP');
    expect(peers.runs.length).toBe(runs);
    expect(await conversation(id, 'opted_out_at IS NOT NULL AS "isOut"')).toEqual({ isOut: true });
    await say(contact, 'hello?');
    expect(peers.runs.length).toBe(runs);
    expect(peers.bodies(id)).toHaveLength(1);
    const { rows } = await admin.query<{ stage: string }>(
      'SELECT stage FROM turns WHERE conversation_id = $1 ORDER BY to_seq',
      [id],
    );
    expect(rows.map(({ stage }) => stage)).toEqual(['done', 'silenced']);
  });
});
