import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runScript } from '#libs/testing';
import { processConfig } from './process-config.js';
import { CONFIG_EXIT_CODE, ConfigError, readConfig } from './read-config.js';
import { list, port, target, url } from './variables.js';

const schema = z.object({
  PORT: port(3000),
  DATABASE_URL: url('postgres'),
  PEER_URL: target,
  APP_SECRET: z.string('missing'),
  NUMBERS: list.optional(),
});
const good = { DATABASE_URL: 'postgres://db/parley', PEER_URL: 'peer:50051', APP_SECRET: 'hush' };

const messageOf = (env: Record<string, string>): string => {
  try {
    readConfig(schema, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('accepted');
};

describe(readConfig, () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const mount = (content: string): string => {
    const path = join(folder, `secret-${content.length}`);
    writeFileSync(path, content);
    return path;
  };

  it('fills in what has a default and reads no variable that it does not know', () => {
    expect(readConfig(schema, { ...good, HOME: '/root' })).toEqual({ ...good, PORT: 3000 });
  });

  it('names every bad variable in one message', () => {
    expect(messageOf({ PORT: 'abc', DATABASE_URL: 'mysql://db', PEER_URL: 'peer' }).split('\n')).toEqual([
      'Bad configuration:',
      '  - PORT: expected a port number',
      '  - DATABASE_URL: expected a URL that starts with postgres://',
      '  - PEER_URL: expected host:port, dns:///host:port or unix:path',
      '  - APP_SECRET: missing',
    ]);
  });

  it('never shows a value, wherever it came from', () => {
    const message = messageOf({
      PORT: 'canary-1',
      DATABASE_URL: 'canary-2',
      PEER_URL: mount('canary-3'),
      APP_SECRET_FILE: join(folder, 'canary-4'),
    });
    expect(message.split('\n')).toHaveLength(5);
    expect(message).not.toMatch(/canary/);
  });

  it('takes empty and blank as absent', () => {
    expect(readConfig(schema, { ...good, PORT: '' }).PORT).toBe(3000);
    expect(readConfig(schema, { ...good, PORT: ' ' }).PORT).toBe(3000); // which as a number would be 0
    expect(messageOf({ ...good, APP_SECRET: '' })).toContain('APP_SECRET: missing');
  });

  it('cuts the white space around a value off', () => {
    expect(readConfig(schema, { ...good, APP_SECRET: ' hush\r\n' }).APP_SECRET).toBe('hush');
  });

  describe('<NAME>_FILE', () => {
    const { APP_SECRET: _, ...rest } = good;

    it('gives the value that the mounted file holds', () => {
      expect(readConfig(schema, { ...rest, APP_SECRET_FILE: mount('from a file\n') }).APP_SECRET).toBe('from a file');
    });

    it('yields to the variable itself', () => {
      expect(readConfig(schema, { ...good, APP_SECRET_FILE: mount('from a file') }).APP_SECRET).toBe('hush');
    });

    it('is one problem when it cannot be read, and says why', () => {
      expect(messageOf({ ...rest, APP_SECRET_FILE: join(folder, 'absent') })).toBe(
        'Bad configuration:\n  - APP_SECRET_FILE: cannot be read (ENOENT)',
      );
      expect(messageOf({ ...rest, APP_SECRET_FILE: folder })).toContain('APP_SECRET_FILE: cannot be read (EISDIR)');
    });

    it('does not hide a missing value behind an empty file', () => {
      expect(messageOf({ ...rest, APP_SECRET_FILE: mount('\n\n') })).toContain('APP_SECRET: missing');
    });
  });

  it('cannot be changed afterwards, lists included', () => {
    const config = readConfig(schema, { ...good, NUMBERS: '1,2' }) as z.infer<typeof schema>;
    expect(() => (config.PORT = 1)).toThrow(TypeError);
    expect(() => config.NUMBERS!.push('3')).toThrow(TypeError);
    expect(config).toMatchObject({ PORT: 3000, NUMBERS: ['1', '2'] });
  });

  it('says a problem once', () => {
    const twice = z.object({ SECRETS: list.refine((items) => items.length > 0, 'missing') });
    expect(() => readConfig(twice, { SECRETS: ',' })).toThrow(/^Bad configuration:\n {2}- SECRETS: missing$/);
  });
});

describe('the environment of every service', () => {
  it('needs nothing', () => {
    expect(readConfig(processConfig, {})).toEqual({
      NODE_ENV: 'development',
      OPS_PORT: 9100,
      GRPC_PORT: 50050,
      GRPC_MAX_CONNECTION_AGE_MS: 300_000,
      BIND_ADDRESS: '0.0.0.0',
      LOG_LEVEL: 'info',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_TRACES_SAMPLER: 'parentbased_always_on',
      OTEL_TRACES_SAMPLER_ARG: 1,
      DRAIN_DELAY_MS: 0,
      DRAIN_TIMEOUT_MS: 15_000,
    });
  });

  it.each([
    ['NODE_ENV', 'prod', 'expected development, test or production'],
    ['LOG_LEVEL', 'verbose', 'expected a pino level'],
    ['LOG_FORMAT', 'xml', 'expected json or pretty'],
    ['DRAIN_TIMEOUT_MS', '0', 'expected at least 100'],
    ['DRAIN_DELAY_MS', '1e9', 'expected at most 60000'],
  ])('refuses %s=%s', (name, value, problem) => {
    expect(() => readConfig(processConfig, { [name]: value })).toThrow(`${name}: ${problem}`);
  });
});

describe('a process with a wrong environment', () => {
  const source = `
    import { count, port, processConfig, readOrExit } from '#libs/config';
    const config = readOrExit(processConfig.extend({ PORT: port(3000), SIZE: count(1) }));
    process.stdout.write('started on ' + config.PORT);`;

  it('ends with exit code 78, all problems in one message and nothing else', async () => {
    const script = runScript(source, { PORT: '70000', SIZE: 'canary', LOG_FORMAT: 'xml' });
    expect(await script.exited).toEqual({ code: CONFIG_EXIT_CODE, signal: null });
    expect(script.output).toEqual({
      stdout: '',
      stderr: [
        'Bad configuration:',
        '  - LOG_FORMAT: expected json or pretty',
        '  - PORT: expected 0 to 65535',
        '  - SIZE: expected a number',
        '',
      ].join('\n'),
    });
    expect(CONFIG_EXIT_CODE).toBe(78);
  });

  it('starts with a right one: the control for the one above', async () => {
    const script = runScript(source, { PORT: '3001' });
    expect(await script.exited).toEqual({ code: 0, signal: null });
    expect(script.output).toEqual({ stdout: 'started on 3001', stderr: '' });
  });

  it('shows an error of ours as what it is, not as a problem of the environment', async () => {
    const broken = `
      import { readOrExit } from '#libs/config';
      readOrExit({ shape: {}, safeParse() { throw new TypeError('a bug') } });`;
    const script = runScript(broken);
    expect(await script.exited).toEqual({ code: 1, signal: null });
    expect(script.output.stderr).toContain('TypeError: a bug');
  });
});
