import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { freePort, runScript, type Script, until } from '#libs/testing';

/** A service whose requests take as long as the spec wants, and that breaks in the ways the spec wants. */
const source = `
  import 'reflect-metadata';
  import { Module, Controller, Get } from '@nestjs/common';
  import { bootstrap } from '#libs/bootstrap';
  import { processConfig } from '#libs/config';
  import { AppError } from '#libs/errors';
  import { HealthModule } from '#libs/health';
  import { loggingModule, metricsModule } from '#libs/observability';

  class HoldController {
    async hold() { await new Promise((resolve) => setTimeout(resolve, Number(process.env.HOLD_MS))); return 'held'; }
    crash() { setImmediate(() => { throw new SyntaxError('canary'); }); return 'soon'; }
    reject() { void Promise.reject(new SyntaxError('canary')); return 'soon'; }
    constructor() { if (process.env.FAIL) throw new AppError(process.env.FAIL, { message: 'refused to start' }); }
    onApplicationShutdown() { process.stdout.write('closed\\n'); }
  }
  for (const route of ['hold', 'crash', 'reject'])
    Get(route)(HoldController.prototype, route, Object.getOwnPropertyDescriptor(HoldController.prototype, route));
  Controller()(HoldController);
  class TinyModule {
    static serves = [];
    static with = (config) => ({
      module: TinyModule,
      imports: [loggingModule('tiny', config), metricsModule('tiny'), HealthModule.forService()],
      controllers: [HoldController],
    });
  }
  await bootstrap(TinyModule, processConfig);`;

describe('a process that is a service', () => {
  const scripts: Script[] = [];
  afterEach(async () => {
    for (const script of scripts.splice(0)) {
      script.kill('SIGKILL');
      await script.exited;
    }
  });

  const run = async (env: Record<string, string> = {}) => {
    const [opsPort, grpcPort] = [await freePort(), await freePort()];
    const ports = { OPS_PORT: `${opsPort}`, GRPC_PORT: `${grpcPort}`, BIND_ADDRESS: '127.0.0.1' };
    const script = runScript(source, { ...ports, HOLD_MS: '300', ...env });
    scripts.push(script);
    const url = `http://127.0.0.1:${opsPort}`;
    const ask = (path: string) =>
      new Promise<string>((resolve, reject) =>
        get(`${url}${path}`, (response) => void text(response).then(resolve, reject)).on('error', reject),
      );
    const statusOf = async (path: string) => (await fetch(`${url}${path}`)).status;
    const isUp = () => until(() => script.output.stdout.includes('"message":"ready"'), 30_000);
    return { script, ask, statusOf, isUp };
  };

  it('finishes what is in flight at SIGTERM, closes once however often it is told, and exits with 0', async () => {
    const { script, ask, isUp } = await run();
    await isUp();
    const held = ask('/hold');
    await ask('/health/ready');
    script.kill('SIGTERM');
    script.kill('SIGTERM');
    script.kill('SIGINT');
    expect(await held).toBe('held');
    expect(await script.exited).toEqual({ code: 0, signal: null });
    expect(script.output.stdout.match(/^closed$/gm)).toHaveLength(1);
    expect(script.output.stdout.match(/"message":"draining"/g)).toHaveLength(1);
    expect(script.output.stderr).toBe('');
  });

  it('is not ready for as long as traffic needs to move away, and serves meanwhile', async () => {
    const { script, ask, statusOf, isUp } = await run({ DRAIN_DELAY_MS: '1500', HOLD_MS: '0' });
    await isUp();
    expect(await statusOf('/health/ready')).toBe(200);
    script.kill('SIGINT');
    await until(async () => (await statusOf('/health/ready')) === 503);
    expect(await statusOf('/health/live')).toBe(200);
    expect(await ask('/hold')).toBe('held');
    expect(await script.exited).toEqual({ code: 0, signal: null });
  });

  it('exits with 1 at the hard end when something does not finish', async () => {
    const { script, ask, isUp } = await run({ HOLD_MS: '60000', DRAIN_TIMEOUT_MS: '200' });
    await isUp();
    const held = ask('/hold').catch((error: NodeJS.ErrnoException) => error.code);
    await ask('/health/ready');
    script.kill('SIGTERM');
    expect(await script.exited).toEqual({ code: 1, signal: null });
    expect(await held).toBe('ECONNRESET');
  });

  it.each([
    [{ LOG_LEVEL: 'loud', DRAIN_DELAY_MS: 'x' }, /LOG_LEVEL: .*\n.*DRAIN_DELAY_MS: /],
    [{ CRASH_AT: 'no.such_point' }, /^There is no crash point no\.such_point\.\n$/],
    [{ FAIL: 'MISCONFIGURED' }, /^refused to start\n$/],
  ])('exits with 78 when its settings are wrong: %p', async (env, message) => {
    const { script } = await run(env);
    expect(await script.exited).toEqual({ code: 78, signal: null });
    expect(script.output.stderr).toMatch(message);
  });

  it('exits with 1 when it cannot start for another reason: the control for the ones above', async () => {
    const { script } = await run({ FAIL: 'STORE_UNAVAILABLE' });
    expect(await script.exited).toEqual({ code: 1, signal: null });
    expect(script.output.stderr).toContain('refused to start');
  });

  it.each(['crash', 'reject'])(
    'logs an error that nobody caught before it dies of it, and not what it quotes: %s',
    async (how) => {
      const { script, ask, isUp } = await run();
      await isUp();
      await ask(`/${how}`);
      expect(await script.exited).toEqual({ code: 1, signal: null });
      expect(script.output.stdout).toMatch(/^\{"level":"fatal".*"message":"uncaught error".*"type":"SyntaxError"/m);
      expect(script.output.stdout + script.output.stderr).not.toContain('canary');
    },
  );
});
