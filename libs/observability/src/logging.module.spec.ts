import { runScript } from '#libs/testing';

const run = async (statements: string, env: Record<string, string> = {}): Promise<string> => {
  const script = runScript(
    `
    import 'reflect-metadata';
    import { Logger } from '@nestjs/common';
    import { NestFactory } from '@nestjs/core';
    import { Logger as PinoLogger } from 'nestjs-pino';
    import { processConfig, readConfig } from '#libs/config';
    import { AppError } from '#libs/errors';
    import { loggingModule } from '#libs/observability';
    class TinyModule {}
    const module = { module: TinyModule, imports: [loggingModule('tiny', readConfig(processConfig))] };
    const app = await NestFactory.createApplicationContext(module, { bufferLogs: true });
    app.useLogger(app.get(PinoLogger));
    const logger = new Logger('Here');
    ${statements}
    await app.close();`,
    env,
  );
  expect(await script.exited).toEqual({ code: 0, signal: null });
  expect(script.output.stderr).toBe('');
  return script.output.stdout;
};

const linesOf = (output: string): Record<string, unknown>[] =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ context }) => context === 'Here');

describe('the logs of a service', () => {
  it('are JSON lines: a constant sentence, its fields, the service, the level by name, the time', async () => {
    const output = await run(`
      logger.log({ message: 'turn done', turnId: 'a1' });
      logger.warn('plain sentence');
      logger.debug({ message: 'not at this level' });`);
    expect(linesOf(output)).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        service: 'tiny',
        context: 'Here',
        message: 'turn done',
        turnId: 'a1',
      },
      expect.objectContaining({ level: 'warn', message: 'plain sentence' }),
    ]);
  });

  it('say more at a lower level', async () => {
    const output = await run(`logger.debug({ message: 'now' });`, { LOG_LEVEL: 'debug' });
    expect(linesOf(output)).toMatchObject([{ level: 'debug', message: 'now' }]);
  });

  const leaky = `
    const personal = { text: 'canary', waId: 'canary', name: 'canary', token: 'canary' };
    const detail = Object.assign(new SyntaxError('canary'), { detail: 'canary', parameters: ['canary'] });
    logger.log({ message: 'fields', ...personal });
    logger.log({ message: 'deeper', contact: { profile: personal, list: [{ inner: { ...personal } }] } });
    logger.warn({ message: 'failed', err: new AppError('INTERNAL', { cause: detail }) });
    logger.error({ message: 'under another key', error: detail });
    logger.error(detail);
    logger.error({ err: detail });
    logger.log({ message: 'the control', other: 'visible' });`;

  it.each([{ LOG_FORMAT: 'json' }, { LOG_FORMAT: 'pretty' }])('hold nothing personal or secret: %p', async (env) => {
    const output = await run(leaky, env);
    for (const sentence of ['fields', 'deeper', 'failed', 'under another key', 'unexpected error', 'visible'])
      expect(output).toContain(sentence);
    expect(output).not.toContain('canary');
  });

  it('are one-liners for people in a terminal', async () => {
    const output = await run(`logger.log({ message: 'turn done', turnId: 'a1' });`, { LOG_FORMAT: 'pretty' });
    expect(output).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] .*INFO.*: .*Here turn done.* \{"turnId":"a1"\}$/m);
    expect(() => linesOf(output)).toThrow(SyntaxError);
  });

  it('stay one line each, whatever a field holds', async () => {
    const output = await run(String.raw`logger.log({ message: 'x', id: 'a\n{"level":"fatal"}\u001b[2J' });`);
    expect(linesOf(output)).toMatchObject([{ id: 'a\n{"level":"fatal"}\u001b[2J' }]);
    expect(output).not.toContain('\u001b');
  });
});
