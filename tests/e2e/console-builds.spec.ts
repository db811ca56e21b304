import { messagesChange, signatureOf, textMessage, until, webhookOf } from '#libs/testing';
import { Stack, STACK_SECRETS } from '../environment/stack.ts';

const TOKEN = 'token-of-the-operators';
const OWN = { 'x-parley-console': '1', 'content-type': 'application/json' };

interface BuildSeen {
  id: string;
  state: string;
  revision: number;
  url: string;
  screenshot: string;
  phasesReused: number;
}

/** An operator has a site made, changed and taken back, over the real processes; the simulator plays the model. */
describe('builds in the console', () => {
  let stack: Stack;
  let cookie = '';

  const call = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
    const answer = await fetch(`${stack.replica('gateway').url}/console/api${path}`, {
      method,
      headers: { ...OWN, cookie },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return (await answer.json()) as Body;
  };
  const site = async (path: string) => {
    const answer = await fetch(new URL(path, `${stack.replica('gateway').sitesUrl}/`));
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  const ended = async (id: string, revision: number): Promise<BuildSeen> => {
    let seen: BuildSeen | undefined;
    await until(async () => {
      ({ build: seen } = await call<{ build: BuildSeen }>('GET', `/builds/${id}`));
      return seen.revision === revision && ['done', 'failed'].includes(seen.state);
    }, 90_000);
    return seen!;
  };
  const meet = async (): Promise<string> => {
    const message = textMessage('console.1', { text: { body: 'hola' } });
    const body = JSON.stringify(webhookOf([messagesChange({ messages: [message] })]));
    await fetch(`${stack.replica('gateway').url}/webhooks/whatsapp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, STACK_SECRETS.WHATSAPP_APP_SECRET) }, // prettier-ignore
      body,
    });
    let id: string | undefined;
    await until(async () => {
      const page = await call<{ conversations: { id: string }[] }>('POST', '/conversations/search', {});
      id = page.conversations[0]?.id;
      return id !== undefined;
    });
    return id!;
  };

  beforeAll(async () => {
    stack = await Stack.start({ replicas: { simulator: 1 }, appEnv: { gateway: { CONSOLE_TOKEN: TOKEN } } });
    await call('POST', '/session', { token: TOKEN, operator: 'Marta' });
  });
  afterAll(() => stack?.stop());

  it('begin, are looked at, change by a wish, and come back', async () => {
    const conversationId = await meet();
    const started = await call<BuildSeen>('POST', '/builds', {
      conversationId,
      request: 'Build me a landing page for a bakery called Sol',
      language: 'en',
      idempotencyKey: crypto.randomUUID(),
    });
    const done = await ended(started.id, 1);
    expect(done).toMatchObject({ state: 'done' });
    expect(done.url.startsWith(stack.replica('gateway').sitesUrl)).toBe(true);
    const before = await site(done.url);
    expect(before).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(before.text).toContain('Sol');

    const { files } = await call<{ files: { path: string }[] }>('GET', `/builds/${started.id}/files`);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['index.html', 'styles.css']));
    const styles = await site(`${done.url}styles.css`);
    expect(styles.type).toBe('text/css; charset=utf-8');

    const wish = { text: 'make it darker', idempotencyKey: crypto.randomUUID() };
    await call('POST', `/builds/${started.id}/refine`, wish);
    const darker = await ended(started.id, 2);
    expect(darker.state).toBe('done');
    const { changes } = await call<{ changes: { path: string; patch: string | null }[] }>(
      'GET',
      `/builds/${started.id}/diff?from=1&to=2`,
    );
    expect(changes.map(({ path }) => path)).toContain('styles.css');
    await until(async () => (await site(`${done.url}styles.css`)).text !== styles.text);

    const back = { revision: 1, idempotencyKey: crypto.randomUUID() };
    await call('POST', `/builds/${started.id}/rollback`, back);
    expect((await ended(started.id, 3)).state).toBe('done');
    await until(async () => (await site(`${done.url}styles.css`)).text === styles.text);
    expect((await site(done.url)).text).toBe(before.text);
    expect(stack.brokenLines()).toEqual([]);
  });

  it('shows no site of the console’s own port', async () => {
    const answer = await fetch(`${stack.replica('gateway').url}/sites/sol/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      308,
      `${stack.replica('gateway').sitesUrl}/sites/sol/`,
    ]);
  });
});
