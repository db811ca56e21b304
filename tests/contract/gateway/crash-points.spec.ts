import { freePort, messagesChange, runScript, signatureOf, textMessage, until, webhookOf } from '#libs/testing';
import { openGatewayDatabase, SECRET } from './gateway-under-test.js';
import { StubPeers } from './stub-peers.js';

const peers = new StubPeers();
let database: Awaited<ReturnType<typeof openGatewayDatabase>>;
let environment: Record<string, string>;

beforeAll(async () => {
  database = await openGatewayDatabase();
  environment = {
    ...(await peers.start()),
    DATABASE_URL: database.url,
    DATABASE_ALLOW_UNSAFE: 'true',
    REDIS_URL: process.env['TEST_REDIS_URL']!,
    WHATSAPP_APP_SECRET: SECRET,
    WHATSAPP_VERIFY_TOKEN: 'verify-me',
    BIND_ADDRESS: '127.0.0.1',
    SITES_PORT: '0',
    AGENTS_URL: '127.0.0.1:1',
    LOG_FORMAT: 'json',
  };
});
afterAll(async () => {
  await peers.stop();
  await database.close();
});

/** Delivers a webhook with a message, a status and a bad item to a process that dies at `point`. */
async function deliverTo(point: string) {
  peers.reset();
  await database.query('DELETE FROM quarantine');
  const [PORT, OPS_PORT, GRPC_PORT] = [`${await freePort()}`, `${await freePort()}`, `${await freePort()}`];
  const gateway = runScript(`await import('./apps/gateway/src/main.ts')`, {
    ...environment,
    PORT,
    OPS_PORT,
    GRPC_PORT,
    CRASH_AT: point,
  });
  const url = `http://127.0.0.1:${PORT}/webhooks/whatsapp`;
  const isUp = () => fetch(url).then(({ status }) => status === 403, () => false); // prettier-ignore
  await until(isUp, 30_000);
  const timestamp = `${Math.floor(Date.now() / 1_000)}`;
  const items = { messages: [textMessage('crash')], statuses: [{ id: 'wamid.s', status: 'sent', timestamp }, 'bad'] };
  const body = JSON.stringify(webhookOf([messagesChange(items)]));
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, SECRET) };
  const answer = await fetch(url, { method: 'POST', headers, body }).then(({ status }) => status, () => 'none'); // prettier-ignore
  expect(await gateway.exited).toMatchObject({ signal: 'SIGKILL' });
  const [kept] = await database.query('SELECT count(*)::int AS count FROM quarantine');
  return { answer, messages: peers.messages.size, statuses: peers.statuses.length, kept: kept!['count'] };
}

describe('a gateway that dies', () => {
  it.each([
    ['gw.after_body', { answer: 'none', messages: 0, statuses: 0, kept: 0 }],
    ['gw.between_rpcs', { answer: 'none', messages: 1, statuses: 0, kept: 0 }],
    ['gw.before_200', { answer: 'none', messages: 1, statuses: 1, kept: 1 }],
    ['gw.after_200', { answer: 200, messages: 1, statuses: 1, kept: 1 }],
  ])(
    'at %s has stored and answered %j',
    async (point, state) => {
      expect(await deliverTo(point)).toEqual(state);
    },
    60_000,
  );
});
