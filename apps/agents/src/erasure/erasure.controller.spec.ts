import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database, migrate } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { erasePurchases } from './erase-purchases.js';
import { eraseTickets } from './erase-tickets.js';
import { ErasureController } from './erasure.controller.js';
import { ErasureService } from './erasure.service.js';

describe(ErasureController.name, () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let controller: ErasureController;

  const run = (text: string, values: unknown[] = []) =>
    database.query({ name: `spec-${text.slice(0, 40)}`, text }, values);
  const fill = async (phoneNumberId: string, contactId: string) => {
    const key = `${phoneNumberId}/${contactId}`;
    await run(
      `WITH business AS (
         INSERT INTO businesses (key, currency, facts, content_hash) VALUES ('b', 'EUR', '{}', '')
         ON CONFLICT (key) DO UPDATE SET currency = 'EUR' RETURNING id),
       ticket AS (
         INSERT INTO tickets (phone_number_id, number, contact_id, conversation_id, turn_id, subject, priority, rules,
                              opened_at, changed_at, first_response_due, resolution_due)
         VALUES ($1, $3, $2, $3, 't', 'x', 'low', '', now(), now(), now(), now()) RETURNING id),
       entry AS (INSERT INTO ticket_entries (ticket_id, kind, source, text, at) SELECT id, 'opened', 't', 'x', now() FROM ticket),
       cart AS (INSERT INTO carts (phone_number_id, contact_id, business_id) SELECT $1, $2, id FROM business),
       question AS (
         INSERT INTO confirmations (id, phone_number_id, contact_id, conversation_id, turn_id, agent, tool, arguments,
                                    arguments_hash, summary, expires_at)
         VALUES (gen_random_uuid(), $1, $2, $3, 't', 'commerce', 'checkout', '{}', '', 'Ana, Calle 1', now())),
       effect AS (INSERT INTO tool_effects (phone_number_id, contact_id, turn_id, effect, result) VALUES ($1, $2, 't', 'x', '{}')),
       sale AS (
         INSERT INTO orders (phone_number_id, contact_id, conversation_id, business_id, number, source, fulfilment, recipient,
                             address, note, currency, subtotal_minor, delivery_minor, tax_minor, total_minor)
         SELECT $1, $2, $3, id, $3, $3, 'delivery', 'Ana', 'Calle 1', 'timbre roto', 'EUR', 1, 0, 0, 1 FROM business
         RETURNING id)
       INSERT INTO order_lines (order_id, position, sku, name, quantity, unit_price_minor, total_minor, has_stock)
       SELECT id, 1, 'sku', 'Taza', 1, 1, 1, false FROM sale`,
      [phoneNumberId, contactId, key],
    );
  };
  const countsOf = async (phoneNumberId: string, contactId: string) => {
    const tables = ['tickets', 'carts', 'confirmations', 'tool_effects', 'orders'];
    const counts = tables.map(
      (table) => `(SELECT count(*)::int FROM ${table} WHERE phone_number_id = $1 AND contact_id = $2)`,
    );
    const [row] = await run(`SELECT ARRAY[${counts.join(', ')}] AS counts`, [phoneNumberId, contactId]);
    return (row as { counts: number[] }).counts;
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('agents');
    await migrate({ url: testDatabase.url, entities: [], migrations });
    database = new Database(await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize());
    controller = new ErasureController(new ErasureService(database, [eraseTickets, erasePurchases]));
  });
  afterAll(async () => {
    await database?.close();
    await testDatabase?.drop();
  });

  it('forgets one person of one business, in every lane, and nobody else', async () => {
    for (const [number, contact] of [
      ['n1', 'ana'],
      ['n1', 'ben'],
      ['n2', 'ana'],
    ] as const)
      await fill(number, contact);
    expect(await controller.eraseContact({ phoneNumberId: 'n1', contactId: 'ana' })).toEqual({ erased: 5 });
    expect(await countsOf('n1', 'ana')).toEqual([0, 0, 0, 0, 0]);
    expect(await countsOf('n1', 'ben')).toEqual([1, 1, 1, 1, 1]);
    expect(await countsOf('n2', 'ana')).toEqual([1, 1, 1, 1, 1]);
    expect(await run(`SELECT count(*)::int FROM ticket_entries`)).toEqual([{ count: 2 }]);
  });

  it('keeps what was ordered, without anything that names the person', async () => {
    const orders = await run(
      `SELECT contact_id, conversation_id, recipient, address, note, orders.total_minor::int, line.name
         FROM orders JOIN order_lines line ON line.order_id = orders.id WHERE number = 'n1/ana'`,
    );
    expect(orders).toEqual([
      {
        contact_id: null,
        conversation_id: null,
        recipient: null,
        address: null,
        note: null,
        total_minor: 1,
        name: 'Taza',
      },
    ]);
  });

  it('does no harm when it is repeated', async () => {
    expect(await controller.eraseContact({ phoneNumberId: 'n1', contactId: 'ana' })).toEqual({ erased: 0 });
    expect(await controller.eraseContact({ phoneNumberId: 'n1', contactId: 'never seen' })).toEqual({ erased: 0 });
  });

  it('counts for each of those who are forgotten at the same time', async () => {
    await fill('n3', 'ana');
    const contacts = ['ana', 'nobody', 'ana'].map((contactId) =>
      controller.eraseContact({ phoneNumberId: 'n3', contactId }),
    );
    const erased = (await Promise.all(contacts)).map((response) => response.erased);
    expect(erased[0]! + erased[2]!).toBe(5);
    expect(erased[1]).toBe(0);
  });

  it('forgets nothing when one lane fails', async () => {
    await fill('n4', 'ana');
    const broken = { statement: { name: 'broken', text: 'SELECT 1 / 0' } };
    const failing = new ErasureController(new ErasureService(database, [eraseTickets, broken]));
    await expect(failing.eraseContact({ phoneNumberId: 'n4', contactId: 'ana' })).rejects.toBeInstanceOf(Error);
    expect((await countsOf('n4', 'ana'))[0]).toBe(1);
  });

  it.each([
    ['phoneNumberId', { phoneNumberId: '', contactId: 'ana' }],
    ['contactId', { phoneNumberId: 'n1', contactId: '' }],
    ['contactId', { phoneNumberId: 'n1', contactId: 'a\0' }],
  ])('refuses a call whose %s is no name', async (field, request) => {
    await expect(controller.eraseContact(request)).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      metadata: { field },
    });
  });
});
