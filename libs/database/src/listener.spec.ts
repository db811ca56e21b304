import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase, until } from '#libs/testing';
import { Listener } from './listener.js';

describe(Listener.name, () => {
  let testDatabase: TestDatabase;
  let admin: pg.Client;
  const listeners: Listener[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase('orchestrator');
    admin = new pg.Client(testDatabase.url);
    await admin.connect();
  });
  afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.close())));
  afterAll(async () => {
    await admin.end();
    await testDatabase.drop();
  });

  const listen = (...channels: string[]) => {
    const listener = new Listener(testDatabase.url);
    listeners.push(listener);
    const heard: string[] = [];
    for (const channel of channels) listener.listen(channel, (payload) => heard.push(`${channel}:${payload}`));
    return { listener, heard };
  };
  const notify = (channel: string, payload: string) => admin.query('SELECT pg_notify($1, $2)', [channel, payload]);
  const pidsOfListeners = async () =>
    (
      await admin.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
      )
    ).rows.map(({ pid }) => pid);
  const kill = async () => admin.query('SELECT pg_terminate_backend(unnest($1::int[]))', [await pidsOfListeners()]);

  it('calls the handlers once at the start, because something may have happened before', async () => {
    const { heard } = listen('one', 'two');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['one:', 'two:']);
  });

  it('hears what is said on its channels and on no other', async () => {
    const { heard } = listen('one');
    await until(() => heard.length === 1);
    await notify('two', 'unheard');
    await notify('one', 'heard');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['one:', 'one:heard']);
  });

  it('takes channels and handlers that come later, on the one connection', async () => {
    const { listener, heard } = listen('one');
    await until(() => heard.length === 1);
    listener.listen('two', (payload) => heard.push(`two:${payload}`));
    await until(() => heard.length === 2);
    listener.listen('two', (payload) => heard.push(`second two:${payload}`));
    await notify('two', 'x');
    await until(() => heard.length === 4);
    expect(heard.slice(2)).toEqual(['two:x', 'second two:x']);
    expect(await pidsOfListeners()).toHaveLength(1);
  });

  it('comes back after its connection was killed, calls the handlers as if something had happened, and hears again', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const { heard } = listen('one', 'two');
    await until(() => heard.length === 2);
    for (const round of [1, 2]) {
      heard.length = 0;
      await kill();
      await until(() => heard.length === 2);
      expect(heard).toEqual(['one:', 'two:']);
      await notify('one', `round ${round}`);
      await until(() => heard.includes(`one:round ${round}`));
    }
    expect(warn).toHaveBeenCalledTimes(2);
    expect(await pidsOfListeners()).toHaveLength(1);
    warn.mockRestore();
  });

  it('goes on trying while there is no server, and says so once', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const url = new URL(testDatabase.url);
    url.port = '1';
    const listener = new Listener(url.href);
    listeners.push(listener);
    const connect = jest.spyOn(pg.Client.prototype, 'connect');
    listener.listen('one', () => undefined);
    await until(() => connect.mock.calls.length === 3);
    expect(warn).toHaveBeenCalledTimes(1);
    connect.mockRestore();
    warn.mockRestore();
  });

  it('closes once from many places, calls nobody afterwards, and does not come back', async () => {
    const { listener, heard } = listen('one');
    await until(() => heard.length === 1);
    listener.listen('three', () => heard.push('three')); // its LISTEN is under way
    await Promise.all(Array.from({ length: 5 }, () => listener.close()));
    await until(async () => (await pidsOfListeners()).length === 0);
    listener.listen('two', () => heard.push('two'));
    await notify('one', 'too late');
    expect(heard).toEqual(['one:']);
    expect(await pidsOfListeners()).toEqual([]);
  });

  it('closes while it connects, without a word to its handlers', async () => {
    const { listener, heard } = listen('one');
    await listener.close();
    await notify('one', 'too late');
    expect(heard).toEqual([]);
    await until(async () => (await pidsOfListeners()).length === 0);
  });
});
