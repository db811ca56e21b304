import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { KEPT, World } from '../environment/world.ts';
import { sign } from '../environment/meta.ts';
import { STACK_SECRETS } from '../environment/stack.ts';

const SECRET = STACK_SECRETS.WHATSAPP_APP_SECRET;

describe('what people and strangers send', () => {
  let world: World;
  let count = 0;

  beforeAll(async () => {
    world = await World.start({ replicas: { gateway: 2 } });
  });
  afterAll(() => world?.stop());

  const person = () => `3467${String((count += 1)).padStart(7, '0')}`;
  const post = async (body: Buffer | string, headers: Record<string, string> = {}) => {
    const bytes = Buffer.from(body);
    const signature = `sha256=${createHmac('sha256', SECRET).update(bytes).digest('hex')}`;
    const response = await request(world.stack.webhookUrls[0]!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, ...headers },
      body: bytes,
    });
    return { status: response.statusCode, text: await response.body.text() };
  };
  /** A webhook with messages as Meta would send them. */
  const webhook = (...messages: object[]) => world.meta.envelope({ messages });
  const textOf = (from: string, body: string, fields: object = {}) => ({
    from,
    id: `wamid.e2e${(count += 1)}`,
    timestamp: `${Math.floor(Date.now() / 1000)}`,
    type: 'text',
    text: { body },
    ...fields,
  });
  const deliver = async (payload: object) => {
    const { bytes } = sign(payload, SECRET);
    return post(bytes);
  };
  const quarantined = async () =>
    (await world.stack.sql<{ reason: string }>('gateway', 'SELECT reason FROM quarantine ORDER BY received_at')).map(
      ({ reason }) => reason,
    );

  describe('signatures', () => {
    const body = () => sign(webhook(textOf(person(), 'hola 😀 ñ')), SECRET);

    it.each([
      ['none', () => ({ 'x-hub-signature-256': '' })],
      ['wrong', () => ({ 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })],
      ['truncated', (signature: string) => ({ 'x-hub-signature-256': signature.slice(0, -1) })],
      ['too long', (signature: string) => ({ 'x-hub-signature-256': `${signature}0` })],
      ['not hex', () => ({ 'x-hub-signature-256': `sha256=${'z'.repeat(64)}` })],
      [
        'only the old one',
        (signature: string) => ({ 'x-hub-signature-256': '', 'x-hub-signature': signature.replace('sha256', 'sha1') }),
      ],
    ])('refuses one that is %s, without a word', async (_, headersOf) => {
      const { bytes, signature } = body();
      expect(await post(bytes, headersOf(signature))).toEqual({ status: 401, text: '' });
    });

    it('refuses a body with one flipped byte', async () => {
      const { bytes, signature } = body();
      const flipped = Buffer.from(bytes);
      flipped[flipped.length - 10]! ^= 1;
      expect((await post(flipped, { 'x-hub-signature-256': signature })).status).toBe(401);
    });

    it('refuses emoji that were serialised again, and takes the bytes that Meta signed', async () => {
      const { bytes, signature } = body();
      const again = JSON.stringify(JSON.parse(bytes.toString()));
      expect((await post(again, { 'x-hub-signature-256': signature })).status).toBe(401);
      expect((await post(bytes, { 'x-hub-signature-256': signature })).status).toBe(200);
    });
  });

  it('refuses 10 MB with 413 and goes on', async () => {
    const { status } = await post(Buffer.alloc(10 * 1024 * 1024, 32)).catch(() => ({ status: 413 })); // it may hang up first
    expect(status).toBe(413);
    const one = person();
    await deliver(webhook(textOf(one, 'still there?')));
    expect((await world.answersTo(one))[0]).toContain('still there?');
  });

  it('survives a million nested arrays', async () => {
    const nested = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    expect([200, 400]).toContain((await post(nested)).status);
    expect(world.stack.replica('gateway').exit).toBeUndefined();
  });

  it('answers a POST that comes twenty times at once to two gateways a single time', async () => {
    const one = person();
    const body = sign(webhook(textOf(one, 'once')), SECRET);
    const statuses = await Promise.all(Array.from({ length: 20 }, () => world.meta.post(body)));
    expect(statuses).toEqual(Array(20).fill(200));
    await world.answersTo(one);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(world.textsTo(one)).toHaveLength(1);
  });

  it('sets one broken item of a batch aside and answers the others', async () => {
    const [first, second] = [person(), person()];
    const before = (await quarantined()).length;
    const { status } = await deliver(
      webhook(textOf(first, 'one'), { id: 7, type: ['text'], text: 'broken' }, textOf(second, 'two')),
    );
    expect(status).toBe(200);
    expect((await world.answersTo(first))[0]).toContain('one');
    expect((await world.answersTo(second))[0]).toContain('two');
    expect((await quarantined()).length).toBe(before + 1);
  });

  it('keeps a message of a type that nobody knows, and says so to the person', async () => {
    const one = person();
    await deliver(
      webhook({
        from: one,
        id: 'wamid.hologram',
        timestamp: `${Math.floor(Date.now() / 1000)}`,
        type: 'hologram',
        hologram: { beam: 'x' },
      }),
    );
    expect(await world.answersTo(one)).toHaveLength(1);
    const [row] = await world.stack.sql<{ raw: string }>(
      'orchestrator',
      "SELECT raw FROM inbox WHERE message_id = 'wamid.hologram'",
    );
    expect(JSON.parse(row!.raw)).toMatchObject({ type: 'hologram', hologram: { beam: 'x' } });
  });

  it('takes a status of a message that it never sent', async () => {
    const payload = world.meta.envelope({
      statuses: [{ id: 'wamid.stranger', status: 'delivered', timestamp: '1790000000', recipient_id: '34600000000' }],
    });
    expect((await deliver(payload)).status).toBe(200);
  });

  it('cuts 70,000 characters to what an agent takes, and keeps them all', async () => {
    const one = person();
    const long = `start ${'palabra '.repeat(8_750)}`;
    await deliver(webhook(textOf(one, long, { id: 'wamid.long' })));
    await world.answersTo(one);
    const [row] = await world.stack.sql<{ body: string; raw: string }>(
      'orchestrator',
      "SELECT content->'text'->>'body' AS body, raw FROM inbox WHERE message_id = 'wamid.long'",
    );
    expect(row!.body.length).toBeLessThanOrEqual(10_000);
    expect((JSON.parse(row!.raw) as { text: { body: string } }).text.body).toBe(long);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['marks that turn the direction of writing', 'abc \u202e\u2066fed\u2069'],
    ['an unpaired surrogate', 'x \ud83d y'],
    ['nothing but spaces', '   \n\t  '],
  ])('answers a text with %s', async (_, body) => {
    const one = person();
    expect((await deliver(webhook(textOf(one, body)))).status).toBe(200);
    expect(await world.answersTo(one)).toHaveLength(1);
  });

  it('is not polluted by __proto__', async () => {
    const one = person();
    const payload = JSON.stringify(webhook(textOf(one, 'proto'))).replace(
      '"type":"text"',
      '"type":"text","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}',
    );
    expect((await post(payload)).status).toBe(200);
    expect(await world.answersTo(one)).toHaveLength(1);
  });

  it('starts nothing for a message of 1970, keeps it, and answers one of 2100', async () => {
    const [past, future] = [person(), person()];
    const stale = (await quarantined()).filter((reason) => reason === 'STALE_EVENT').length;
    await deliver(webhook(textOf(past, 'old', { timestamp: '0' }), textOf(future, 'new', { timestamp: '4102444800' })));
    expect((await world.answersTo(future))[0]).toContain('new');
    expect(world.textsTo(past)).toEqual([]);
    expect((await quarantined()).filter((reason) => reason === 'STALE_EVENT').length).toBe(stale + 1);
  });

  it('knows a person without a number by their id', async () => {
    const { from: _, ...anonymous } = textOf('x', 'who am I?');
    await deliver(webhook({ ...anonymous, from: '', from_user_id: 'ES.770000000000009' }));
    expect((await world.answersTo('ES.770000000000009'))[0]).toContain('who am I?');
    expect(world.graph.accepted.at(-1)!.body).toMatchObject({ recipient: 'ES.770000000000009' });
    expect(world.graph.accepted.at(-1)!.body).not.toHaveProperty('to');
  });

  it('has broken nothing on the way', async () => {
    expect(await world.settle()).toEqual(KEPT);
    expect(world.stack.brokenLines()).toEqual([]);
  });
});
