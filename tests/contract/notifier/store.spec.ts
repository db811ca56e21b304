import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { sendEvents, sendStates, transition } from '../../../apps/notifier/src/protocol/transition.js';
import { transitionSql } from '../../../apps/notifier/src/protocol/transition-sql.js';
import { migrate, Retention } from '#libs/database';
import { entities } from '../../../apps/notifier/src/entities.js';
import { migrations } from '../../../apps/notifier/src/migrations/index.js';
import { type Notifier, NotifierStage } from './start-notifier.js';

describe('the store of the notifier', () => {
  const stage = new NotifierStage();
  let notifier: Notifier;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
    notifier = await stage.start();
  });
  afterAll(() => stage.close());

  const sql = async (text: string, values: unknown[] = []) =>
    (await stage.admin.query<Record<string, unknown>>(text, values)).rows;

  it('makes of every state and event what the transition function makes of it', async () => {
    const pairs = sendStates.flatMap((state) => sendEvents.map((event) => ({ state, event })));
    const rows = await sql(
      `SELECT state, event, ${transitionSql('state', 'event', sendEvents)} AS next
         FROM unnest($1::text[], $2::text[]) AS pair(state, event)`,
      [pairs.map(({ state }) => state), pairs.map(({ event }) => event)],
    );
    expect(rows).toEqual(pairs.map(({ state, event }) => ({ state, event, next: transition(state, event) })));
  });

  it('knows every state and no other', async () => {
    const insert = (state: string) =>
      sql(
        `INSERT INTO outbox (id, idempotency_key, part, parts, conversation_id, seq, phone_number_id, kind, policy, payload, state, due_at)
         VALUES ($1, $2, 1, 1, 'states', nextval('outbox_seq'), '1', 'text', 'at_least_once', '{}', $3, now() + interval '1 day')`,
        [randomUUID(), randomUUID(), state],
      );
    for (const state of sendStates.filter((each) => each !== 'sending')) await insert(state);
    await expect(insert('expired')).rejects.toMatchObject({ code: '23514' });
    await sql("DELETE FROM outbox WHERE conversation_id = 'states'");
  });

  it('is migrated once, however often it is asked for', async () => {
    expect(await Promise.all([1, 2].map(() => migrate({ url: stage.databaseUrl, entities, migrations })))).toEqual([
      [],
      [],
    ]);
  });

  it('forgets what is older than its retention, except what is still on its way', async () => {
    const old = async (state: string, days: number) => {
      const message = stage.text(`${state} ${days}`);
      await stage.send(notifier.client, message);
      await stage.reaches(notifier.client, message, 'accepted');
      // Ids begin with the time of their making
      await sql(
        `UPDATE outbox SET state = $2, due_at = now() + interval '1 day', created_at = now() - $3 * interval '1 day',
                lease_until = now() + interval '1 day',
                id = (lpad(to_hex((extract(epoch FROM now() - $3 * interval '1 day') * 1000)::bigint), 12, '0') || right(replace(id::text, '-', ''), 20))::uuid
          WHERE idempotency_key = $1`,
        [message.idempotencyKey, state, days],
      );
    };
    await old('read', 31);
    await old('parked', 31);
    await old('pending', 31);
    await old('read', 29);
    await sql(`INSERT INTO status_events (wamid, status, event_at, phone_number_id, matched, received_at)
               SELECT 'w' || n, 'sent', now(), '1', true, now() - n * interval '1 day' FROM generate_series(28, 33) n`);
    await sql("INSERT INTO intake_beats (at, gateway, posts, refused) SELECT now() - n * interval '1 day', 'g', 1, 0 FROM generate_series(0, 3) n"); // prettier-ignore
    expect(await notifier.service.app.get(Retention).purge()).toBe(2 + 4 + 2);
    expect(await sql('SELECT state FROM outbox ORDER BY state')).toEqual([{ state: 'pending' }, { state: 'read' }]);
    expect(await sql('SELECT count(*)::int FROM status_events')).toEqual([{ count: 2 }]);
  });
});
