import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '#libs/testing';
import { BuildsStage } from '../builds/builds.stage.js';
import { eraseConversation } from './erase-conversation.js';

describe('builds of somebody who is erased', () => {
  const stage = new BuildsStage();
  const { request, sql, start } = stage;

  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  const somebody = async () => {
    const [row] = await sql<{ id: string }>(`INSERT INTO conversations (phone_number_id) VALUES ('1001') RETURNING id`);
    return row!.id;
  };
  const erase = (id: string, pauseMs = 0) =>
    stage.database.transaction(async (client) => {
      await eraseConversation(client, id, 'ana');
      await sleep(pauseMs);
    });
  const left = async () => (await sql<{ n: number }>('SELECT count(*)::int AS n FROM builds'))[0]!.n;

  it('stop where they run and are gone, and those of others go on', async () => {
    const replica = await start();
    const [ana, ben] = [await somebody(), await somebody()];
    const stopped: string[] = [];
    stage.runs['plan'] = ({ build, signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          stopped.push(build.conversationId);
          reject(new Error('stopped'));
        }),
      );
    await replica.engine.begin(request({ conversationId: ana }));
    const other = await replica.engine.begin(request({ conversationId: ben }));
    await until(() => stage.ran.length === 2);
    await erase(ana);
    await until(() => stopped.length > 0, 2_000);
    expect(stopped).toEqual([ana]);
    expect(await left()).toBe(1);
    expect(await replica.engine.get(other)).toMatchObject({ state: 'running' });
  });

  it('do not begin after it, nor while it ends', async () => {
    const replica = await start();
    const [ana, ben] = [await somebody(), await somebody()];
    const erasing = erase(ana, 500);
    await sleep(100);
    const late = replica.engine.begin(request({ conversationId: ana }));
    await expect(late).rejects.toBeInstanceOf(Error);
    await erasing;
    await expect(replica.engine.begin(request({ conversationId: ana }))).rejects.toBeInstanceOf(Error);
    expect(await left()).toBe(0);
    await replica.engine.begin(request({ conversationId: ben }));
    expect(await left()).toBe(1);
  });
});
