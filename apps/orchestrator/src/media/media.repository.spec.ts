import { Logger } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Database, migrate, Retention } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { mediaRetention } from './media-retention.js';
import { MediaRepository } from './media.repository.js';

describe(MediaRepository.name, () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let admin: pg.Client;
  let files: MediaRepository;
  let count = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    await migrate({ url: testDatabase.url, entities, migrations });
    database = new Database(await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize());
    files = new MediaRepository(database);
    admin = new pg.Client(testDatabase.url);
    await admin.connect();
  });
  afterAll(async () => {
    await admin?.end();
    await database?.close();
    await testDatabase?.drop();
  });

  const newMessage = async () => {
    const [messageId, waId] = [`wamid.${(count += 1)}`, `3460000${(count += 1)}`];
    const item = {
      phone_number_id: '1',
      message_id: messageId,
      wa_id: waId,
      kind: 'media',
      disposition: 'x',
      makes_turn: true,
    };
    const batch = JSON.stringify([
      { ...item, is_urgent: false, is_said: true, content: { id: messageId, media: {} }, raw: '{}' },
    ]);
    const { rows } = await admin.query<{ conversation: string }>('SELECT conversation FROM accept_messages($1, 0)', [
      batch,
    ]);
    return { key: { phoneNumberId: '1', messageId }, conversation: rows[0]!.conversation };
  };
  const contents = async () => Number((await admin.query<{ n: string }>('SELECT count(*) AS n FROM media')).rows[0]!.n);

  it('keeps a content once, for as long as anybody refers to it', async () => {
    const [one, other] = [await newMessage(), await newMessage()];
    await files.store(one.key, 'image/png', Buffer.from('a photo'));
    await files.store(other.key, 'image/png', Buffer.from('a photo'));
    expect(await contents()).toBe(1);
    const erase = (id: string) => admin.query<{ erased: number }>('SELECT erase_media($1) AS erased', [id]);
    expect((await erase(one.conversation)).rows).toEqual([{ erased: 1 }]);
    expect(await contents()).toBe(1);
    expect(await files.find(other.key)).toMatchObject({ mimeType: 'image/png', data: Buffer.from('a photo') });
    await erase(other.conversation);
    expect(await contents()).toBe(0);
    expect(await files.find(other.key)).toBeUndefined();
  });

  it('stores nothing for a message that was deleted or has gone', async () => {
    const { key } = await newMessage();
    await admin.query('UPDATE inbox SET erased_at = now() WHERE message_id = $1', [key.messageId]);
    for (const gone of [key, { phoneNumberId: '1', messageId: 'wamid.unknown' }]) {
      await files.store(gone, 'image/png', Buffer.from('too late'));
      await files.storeProblem(gone, 'expired');
      expect(await files.find(gone)).toBeUndefined();
    }
    expect(await contents()).toBe(0);
  });

  it('deletes files after their days, and a content with its last reference', async () => {
    const { key } = await newMessage();
    await files.store(key, 'image/png', Buffer.from('old'));
    const retention = new Retention(database, mediaRetention(7));
    await retention.purge();
    expect(await contents()).toBe(1);
    await admin.query("UPDATE media_references SET created_at = now() - interval '8 days'");
    await admin.query("UPDATE media SET touched_at = now() - interval '8 days'");
    await retention.purge();
    expect(await contents()).toBe(0);
  });

  it('lets a file go with its message', async () => {
    const { key } = await newMessage();
    await files.storeProblem(key, 'expired');
    await admin.query('DELETE FROM inbox WHERE message_id = $1', [key.messageId]);
    expect(await files.find(key)).toBeUndefined();
  });
});
