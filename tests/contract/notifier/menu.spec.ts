import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { request } from 'undici';
import { matchCommand } from '../../../apps/classifier/src/rules/match-command.js';
import { makeMenu } from '../../../apps/notifier/src/menu/make-menu.js';
import { MENU_COMMANDS } from '../../../apps/notifier/src/menu/menu-commands.js';
import { Contact } from '#libs/contracts';
import { until } from '#libs/testing';
import { NotifierStage } from './start-notifier.js';

const refusal = (code: number, status = 400) => ({
  status,
  body: JSON.stringify({ error: { message: `(#${code})`, code, fbtrace_id: 'A' } }),
});

describe('the menu of a number', () => {
  const stage = new NotifierStage();
  beforeAll(async () => {
    Logger.overrideLogger(false);
    await stage.open();
  });
  afterEach(() => stage.stopAll());
  afterAll(() => stage.close());
  beforeEach(() => stage.graph.reset());

  const start = (env: Record<string, string> = {}) =>
    stage.start({ WHATSAPP_PHONE_NUMBER_ID: '1001', WHATSAPP_MENU_LANGUAGE: 'es', ...env });
  const isAsked = (calls: number) => until(() => stage.graph.menuCalls.length === calls);
  /** Long enough for a call that must not come. */
  const waitAWhile = () => new Promise((resolve) => setTimeout(resolve, 300));
  const isReady = async () => {
    const { client } = await start();
    const message = stage.text('hola', { contact: Contact.create({ phoneNumberId: '1001', waId: '5491100009' }) });
    await stage.send(client, message);
    await stage.reaches(client, message, 'accepted');
  };

  it('is set once, in the language of the number, and not again while it is the same', async () => {
    await start();
    await isAsked(2);
    expect(stage.graph.menuCalls).toEqual(['GET 1001', 'POST 1001']);
    expect(stage.graph.menus.get('1001')).toEqual(makeMenu('es'));
    await stage.stopAll();
    await start();
    await isAsked(3);
    await waitAWhile();
    expect(stage.graph.menuCalls).toEqual(['GET 1001', 'POST 1001', 'GET 1001']);
  });

  it.each([
    ['another language', makeMenu('en')],
    ['other first sentences', { ...makeMenu('es'), prompts: ['¿Hola?'] }],
    ['no commands', { prompts: makeMenu('es').prompts }],
  ])('replaces one with %s', async (_, menu) => {
    stage.graph.menus.set('1001', menu);
    await start();
    await isAsked(2);
    expect(stage.graph.menus.get('1001')).toEqual(makeMenu('es'));
  });

  it('is set for all numbers that are known, by the token and in the language of each', async () => {
    stage.graph.tokens = { 1001: 'token-a', 1003: 'test-token' };
    await start({
      WHATSAPP_ACCESS_TOKENS: '1001:token-a,1002:token-b',
      WHATSAPP_PHONE_NUMBER_ID: '1001,1003',
      WHATSAPP_MENU_LANGUAGE: 'pt,1001:en,1002:none',
    });
    await until(() => stage.graph.menus.size === 2);
    await waitAWhile();
    expect(Object.fromEntries(stage.graph.menus)).toEqual({ 1001: makeMenu('en'), 1003: makeMenu('pt') });
    expect(stage.graph.menuCalls).toHaveLength(4);
  });

  it('is left alone unless a language is configured', async () => {
    await start({ WHATSAPP_MENU_LANGUAGE: '' });
    await waitAWhile();
    expect(stage.graph.menuCalls).toEqual([]);
  });

  it.each([
    ['a refused menu', [{ status: 200, body: '{}' }, refusal(100)], ['GET 1001', 'POST 1001']],
    ['a refused token', [refusal(190, 401)], ['GET 1001']],
  ])('takes %s as it is and goes on sending, also to the next number', async (_, plan, calls) => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    stage.graph.menuPlan = plan;
    await start({ WHATSAPP_PHONE_NUMBER_ID: '1001,1002' });
    await until(() => stage.graph.menus.has('1002'));
    expect(stage.graph.menuCalls.slice(0, -2)).toEqual(calls);
    expect(stage.graph.menus.has('1001')).toBe(false);
    expect(warned).toHaveBeenCalledWith(expect.objectContaining({ phoneNumberId: '1001' }));
    warned.mockRestore();
    await isReady();
  });

  it('is asked for again when the API is not up yet, which keeps nobody from being ready', async () => {
    stage.graph.menuPlan = [{ status: 503, body: '' }, refusal(2, 500)];
    const { service } = await start();
    const { statusCode } = await request(`${await service.app.getUrl()}/health/ready`);
    expect(statusCode).toBe(200);
    await until(() => stage.graph.menus.has('1001'), 15_000);
    expect(stage.graph.menuCalls).toEqual(['GET 1001', 'GET 1001', 'GET 1001', 'POST 1001']);
  });

  it.each(['es', 'en', 'pt'] as const)('keeps to the limits of WhatsApp in %s', (language) => {
    const { commands, prompts } = makeMenu(language);
    const lines = [...prompts, ...commands.map(({ command_description: line }) => line)];
    expect(lines.join()).not.toMatch(/\p{Extended_Pictographic}|commands\.|prompts\./u);
    expect(commands.length).toBeLessThanOrEqual(30);
    expect(prompts).toHaveLength(4);
    for (const prompt of prompts) expect(prompt.length).toBeLessThanOrEqual(80);
  });

  it('offers only commands that are understood', () => {
    for (const name of MENU_COMMANDS) expect(matchCommand(`/${name}`)).toMatchObject({ name });
    expect(matchCommand('/nothing')).toBeUndefined();
  });
});
