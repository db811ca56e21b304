import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import pg from 'pg';
import { ClassifierService, ClassifyResponse } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { createTestDatabase } from './create-test-database.js';
import { freePort } from './free-port.js';
import { runScript } from './run-script.js';
import { serveStub } from './serve-stub.js';
import { until } from './until.js';

const query = async (url: string, text: string) => {
  const client = new pg.Client(url);
  await client.connect();
  return client.query<Record<string, unknown>>(text).finally(() => client.end());
};

describe(createTestDatabase, () => {
  it('gives a database of its own, as the role of the service, and takes it away even while it is used', async () => {
    const [one, other] = await Promise.all([createTestDatabase('notifier'), createTestDatabase('notifier')]);
    await query(one.url, 'create table things (id int)');
    const { rows } = await query(one.url, 'select current_user as role, current_schema() as schema');
    expect(rows).toEqual([{ role: 'notifier', schema: 'notifier' }]);
    await expect(query(other.url, 'select * from things')).rejects.toMatchObject({ code: '42P01' });
    const user = new pg.Client(one.url);
    user.on('error', () => undefined);
    await user.connect();
    await Promise.all([one.drop(), other.drop()]);
    await expect(query(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });
});

describe(freePort, () => {
  it('gives a port that nobody listens on and that can be used at once', async () => {
    const port = await freePort();
    const [refused] = (await once(connect(port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    expect(refused.code).toBe('ECONNREFUSED');
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  });
});

describe(until, () => {
  it('waits for a condition that takes a while', async () => {
    const startedAt = performance.now();
    await until(async () => performance.now() - startedAt > 30);
    expect(performance.now() - startedAt).toBeGreaterThan(30);
  });

  it('says which condition did not come true', async () => {
    await expect(until(() => 1 + 1 === 3, 20)).rejects.toThrow(/not within 20 ms: .*1 \+ 1 === 3/);
  });
});

describe(serveStub, () => {
  it('answers as the spec says, and comes back on its port', async () => {
    const handlers = {
      classify: (_call: unknown, answer: (error: object | null, response?: ClassifyResponse) => void) =>
        answer(null, ClassifyResponse.create()),
    };
    const stub = await serveStub(ClassifierService, handlers);
    const client = new GrpcClient(ClassifierService, stub.url, { classify: 'orchestrator.classifier.classify' });
    expect(await client.call('classify', { turns: [] })).toEqual({ outcomes: [] });
    await stub.stop();
    await expect(client.call('classify', { turns: [] })).rejects.toMatchObject({ cause: { code: status.UNAVAILABLE } });
    const again = await serveStub(ClassifierService, handlers, Number(stub.url.split(':')[1]));
    expect(again.url).toBe(stub.url);
    await Promise.all([client.close(), again.stop()]);
  });
});

describe(runScript, () => {
  it('runs the sources of the libraries and tells how it ended', async () => {
    const source = `
      import { AppError } from '#libs/errors';
      process.stdout.write(new AppError('NOT_FOUND').reason);
      process.stderr.write(process.env.MOOD);
      process.exit(7);`;
    const script = runScript(source, { MOOD: 'calm' });
    expect(await script.exited).toEqual({ code: 7, signal: null });
    expect(script.output).toEqual({ stdout: 'NOT_FOUND', stderr: 'calm' });
  });

  it('passes signals on', async () => {
    const script = runScript('setInterval(() => undefined, 1000); process.stdout.write("up")');
    await until(() => script.output.stdout === 'up');
    script.kill('SIGKILL');
    expect(await script.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
