import { type Conversation, ConversationFilter, Owner } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { until } from '#libs/testing';
import { ConversationStage } from './conversation-stage.js';

describe('what operators see', () => {
  const stage = new ConversationStage();
  const { person, list, takeOver, say, met } = stage;

  beforeAll(() => stage.open());
  afterAll(() => stage.close());
  beforeEach(() => stage.reset());

  it('lists by the newest message, searches, filters and pages without gaps', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift(await met({ ...person(), name: `Paged ${n}` }));
    const found: Conversation[] = [];
    let pageToken = '';
    do {
      const page = await list({ query: 'paged', pageSize: 2, pageToken });
      found.push(...page.conversations);
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(found.map(({ id }) => id)).toEqual(ids);
    await takeOver(ids[2]!);
    const { conversations } = await list({ query: 'Paged', filter: ConversationFilter.CONVERSATION_FILTER_HUMAN });
    expect(conversations.map(({ id }) => id)).toEqual([ids[2]]);
    expect((await list({ query: '100%' })).conversations).toEqual([]);
  });

  it('uses an index for every list', async () => {
    await stage.admin.query('SET enable_seqscan = off'); // of ten rows a scan is right
    const { rows } = await stage.admin.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT c.id FROM conversations c WHERE (c.last_message_at, c.id) < ('infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        AND (c.owned_by <> 'bot' OR c.unread > 0) AND c.unread > 0 ORDER BY c.last_message_at DESC, c.id DESC LIMIT 50`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('conversations_attention');
  });

  it('shows the transcript in order, page by page', async () => {
    const contact = person();
    const id = await met(contact);
    await takeOver(id);
    await say(id, 'one');
    await say(id, 'two');
    await say(id, 'three');
    const newest = await stage.client.call('getConversation', { conversationId: id, pageSize: 2, pageToken: '' });
    expect(newest.entries.map(({ entry }) => (entry?.$case === 'answered' ? entry.value.text : entry?.$case))).toEqual([
      'two',
      'three',
    ]);
    const older = await stage.client.call('getConversation', {
      conversationId: id,
      pageSize: 50,
      pageToken: newest.previousPageToken,
    });
    expect(older.entries.map(({ entry }) => entry?.$case)).toEqual(['said', 'turn', 'event', 'answered']);
    expect(older.previousPageToken).toBe('');
    expect(older.entries[1]!.entry).toMatchObject({
      value: { stage: 'done', replies: [{ kind: 'text', text: 'You said: hello' }] },
    });
  });

  it('tells those who watch what changes', async () => {
    const seen: Conversation[] = [];
    const end = new AbortController();
    const watching = stage.client
      .stream('watchConversations', { phoneNumberId: '1' }, ({ conversations }) => seen.push(...conversations), {
        signal: end.signal,
      })
      .catch((error: AppError) => error.reason);
    const id = await met(person());
    await until(() => seen.some((one) => one.id === id && one.preview === 'You said: hello'), 5_000);
    await takeOver(id);
    await until(() => seen.some((one) => one.id === id && one.owner === Owner.OWNER_HUMAN));
    end.abort();
    expect(await watching).toBe('CANCELLED');
  });
});
