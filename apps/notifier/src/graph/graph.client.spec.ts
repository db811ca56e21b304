import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { until } from '#libs/testing';
import type { NotifierConfig } from '../notifier.config.js';
import { type Finding, classifyAnswer } from './classify-answer.js';
import { GraphClient } from './graph.client.js';
import { canTraceCalls } from './request-evidence.js';
import { TokenBook } from './token-book.js';

/** A throw-away certificate that nobody trusts, DER in base64. */
const KEY =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcx+V/xXR47rRnkJ+6vLgEP1EnGAnOP15UwJIwD7D22mhRANCAAQc' +
  '+pkTr335545Dpvmn4xN9cpXykQVA4B5avGiYIXj5G4YB0gJilNxtjhJIdWhgHqQs202F4TVbb2MQQlNFb2iV';
const CERTIFICATE =
  'MIIBgDCCASWgAwIBAgIUSwALNHCIvRD2OPuc6Kk+grhcOLgwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2' +
  'MTEyMDE0NTEzMloYDzIxMjYxMDI3MTQ1MTMyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC' +
  'AAQc+pkTr335545Dpvmn4xN9cpXykQVA4B5avGiYIXj5G4YB0gJilNxtjhJIdWhgHqQs202F4TVbb2MQQlNFb2iVo1MwUTAdBgNV' +
  'HQ4EFgQU36OnOfnNONUrTAfyIUcbfGu18oMwHwYDVR0jBBgwFoAU36OnOfnNONUrTAfyIUcbfGu18oMwDwYDVR0TAQH/BAUwAwEB' +
  '/zAKBggqhkjOPQQDAgNJADBGAiEAsK0MaHl3yVwMAeB1bUSQEIprHBIsNDLQsuTVccPBS04CIQCE4xFqWrb3kK9msoWUJKB+cthj' +
  'GM5NdQxTdQ/EOYXPYw==';
const identity = () => ({
  key: createPrivateKey({ key: Buffer.from(KEY, 'base64'), format: 'der', type: 'pkcs8' }).export({
    format: 'pem',
    type: 'pkcs8',
  }),
  cert: new X509Certificate(Buffer.from(CERTIFICATE, 'base64')).toString(),
});

describe(GraphClient, () => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const clients: GraphClient[] = [];

  beforeAll(() => void Logger.overrideLogger(false));
  afterEach(async () => {
    await Promise.all(clients.splice(0).flatMap((client) => [client.close(), client.close()]));
    sockets.forEach((socket) => socket.destroy());
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.on('secureConnection', (socket: Socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  /** Counts the requests that arrive and treats them as `onRequest` says. */
  const serve = async (onRequest: (socket: Socket, seen: number) => void) => {
    const seen = { count: 0 };
    const port = await listen(
      createServer((socket) => {
        socket
          .on('error', () => undefined)
          .on('data', (bytes) => {
            if (bytes.includes('POST ')) onRequest(socket, (seen.count += 1));
          });
      }),
    );
    return { url: `http://127.0.0.1:${port}`, seen };
  };
  const connect = async (url: string, config: Partial<NotifierConfig> = {}) => {
    const settings = {
      WHATSAPP_API_URL: url,
      WHATSAPP_API_VERSION: 'v25.0',
      WHATSAPP_ACCESS_TOKEN: 't',
      SENDS_IN_FLIGHT: 16,
      READ_MARKS_IN_FLIGHT: 4,
      SEND_TIMEOUT_MS: 2_000,
      ...config,
    } as NotifierConfig;
    const client = new GraphClient(settings, new TokenBook(settings));
    clients.push(client);
    await client.onModuleInit();
    return client;
  };
  const post = async (client: GraphClient, mayLeave = () => true): Promise<Finding> =>
    classifyAnswer(await client.send('1', '{"a":1}', mayLeave));
  const answer = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
  const accepted = '{"messages":[{"id":"w"}]}';
  const whole = `${answer}content-length: ${accepted.length}\r\n\r\n${accepted}`;

  it('tells by itself whether it can see requests leave', async () => expect(await canTraceCalls()).toBe(true));

  it('posts and reads the answer, over connections that stay', async () => {
    const { url, seen } = await serve((socket) => socket.write(whole));
    const client = await connect(url);
    for (let count = 0; count < 5; count += 1) expect(await post(client)).toEqual({ kind: 'accepted', wamid: 'w' });
    expect(seen.count).toBe(5);
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  it('keeps the path of an API behind a prefix', async () => {
    let path = '';
    const port = await listen(
      createHttpServer((request, response) => {
        path = request.url!;
        response.end(accepted);
      }),
    );
    await post(await connect(`http://127.0.0.1:${port}/meta/`));
    expect(path).toBe('/meta/v25.0/1/messages');
  });

  it.each([
    ['closed it after reading', (socket: Socket) => void socket.end()],
    ['reset it after reading', (socket: Socket) => void socket.resetAndDestroy()],
    [
      'cut its answer',
      (socket: Socket) => void socket.write(`${answer}content-length: 999\r\n\r\n{"mess`, () => socket.destroy()),
    ],
    ['never answers', () => undefined],
    [
      'answers without end',
      (socket: Socket) => void socket.write(`${answer}content-length: 9000000\r\n\r\n${'x'.repeat(400_000)}`),
    ],
  ])('does not know about a request whose server %s', async (_, behave) => {
    const { url, seen } = await serve(behave);
    expect(await post(await connect(url, { SEND_TIMEOUT_MS: 300 }))).toMatchObject({ kind: 'unknown' });
    expect(seen.count).toBe(1);
  });

  it('knows that nothing was sent when nobody listens', async () => {
    expect(await post(await connect('http://127.0.0.1:1'))).toMatchObject({ kind: 'not_sent', reason: 'econnrefused' });
  });

  it('knows that nothing was sent when the name is unknown', async () => {
    expect(await post(await connect('http://no-such-host.invalid'))).toMatchObject({ kind: 'not_sent' });
  });

  it('knows that nothing was sent when the TLS handshake is reset', async () => {
    const port = await listen(
      createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.resetAndDestroy())),
    );
    const finding = await post(await connect(`https://127.0.0.1:${port}`));
    expect(finding).toMatchObject({ kind: 'not_sent', isTrusted: true });
  });

  it('knows that nothing was sent when the TLS handshake gets no answer', async () => {
    const port = await listen(createServer((socket) => socket.on('error', () => undefined)));
    expect(await post(await connect(`https://127.0.0.1:${port}`, { SEND_TIMEOUT_MS: 500 }))).toMatchObject({
      kind: 'not_sent',
    });
  });

  it('knows that nothing was sent to a server whose certificate is refused', async () => {
    let requests = 0;
    const port = await listen(createTlsServer(identity(), () => (requests += 1)));
    const finding = await post(await connect(`https://127.0.0.1:${port}`));
    expect(finding).toEqual({ kind: 'not_sent', reason: 'depth_zero_self_signed_cert', isTrusted: false });
    expect(requests).toBe(0);
  });

  it('sends nothing when the permission is gone as the bytes would leave, on a cold and on a warm connection', async () => {
    const { url, seen } = await serve((socket) => socket.write(whole));
    const client = await connect(url);
    expect(await post(client, () => false)).toMatchObject({ kind: 'not_sent', reason: 'lease_lost' });
    await post(client);
    expect(await post(client, () => false)).toMatchObject({ kind: 'not_sent', reason: 'lease_lost' });
    expect(await post(client)).toMatchObject({ kind: 'accepted' });
    expect(seen.count).toBe(2);
  });

  it('is right about every one of 400 mixed requests at once', async () => {
    const arrived = new Set<string>();
    const port = await listen(
      createServer((socket) => {
        socket
          .on('error', () => undefined)
          .on('data', (bytes) => {
            for (const [, id] of bytes.toString('latin1').matchAll(/"id":"(\d+)"/g)) {
              arrived.add(id!);
              const fate = Number(id) % 4;
              if (fate === 0) socket.write(whole);
              else if (fate === 1) socket.end();
              else if (fate === 2) socket.resetAndDestroy();
            }
          });
      }),
    );
    const good = await connect(`http://127.0.0.1:${port}`, { SENDS_IN_FLIGHT: 50, SEND_TIMEOUT_MS: 1_000 });
    const bad = await connect('http://127.0.0.1:1');
    const findings = await Promise.all(
      Array.from({ length: 400 }, async (_, id) => {
        const finding = classifyAnswer(
          await (id % 8 === 7 ? bad : good).send('1', `{"id":"${id}"}`, () => id % 16 !== 5),
        );
        return { id: `${id}`, kind: finding.kind };
      }),
    );
    for (const { id, kind } of findings) if (kind === 'not_sent') expect(arrived).not.toContain(id);
    for (const { id, kind } of findings) if (arrived.has(id)) expect(['accepted', 'unknown']).toContain(kind);
    expect(findings.filter(({ kind }) => kind === 'not_sent').length).toBeGreaterThanOrEqual(50);
    expect(findings.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThan(50);
  });

  describe('with several numbers', () => {
    const seen: string[] = [];
    let url: string;
    beforeEach(async () => {
      seen.length = 0;
      const server = createHttpServer((request, response) => {
        seen.push(`${request.url} ${request.headers.authorization}`);
        response.end(accepted);
      });
      url = `http://127.0.0.1:${await listen(server)}`;
    });
    const own = { WHATSAPP_ACCESS_TOKENS: new Map(['1', '2'].map((number) => [number, `token-of-${number}`])) };

    it('sends and marks with the token of the number, and with that for all where it has none', async () => {
      const client = await connect(url, own);
      await Promise.all(['1', '2', '3'].map((number) => client.send(number, '{}', () => true)));
      await client.markRead('2', '{}');
      expect(seen.toSorted()).toEqual([
        '/v25.0/1/messages Bearer token-of-1',
        '/v25.0/2/messages Bearer token-of-2',
        '/v25.0/2/messages Bearer token-of-2',
        '/v25.0/3/messages Bearer t',
      ]);
    });

    it('asks nobody for a number without any token, and says so', async () => {
      const client = await connect(url, { ...own, WHATSAPP_ACCESS_TOKEN: undefined });
      expect(classifyAnswer(await client.send('3', '{}', () => true))).toEqual({ kind: 'tokenless' });
      expect(await client.markRead('3', '{}')).toMatchObject({ status: undefined });
      expect(seen).toEqual([]);
      expect(classifyAnswer(await client.send('1', '{}', () => true))).toMatchObject({ kind: 'accepted' });
    });
  });

  it('frees its connections for others when a read mark hangs', async () => {
    const { url, seen } = await serve(() => undefined);
    const client = await connect(url, { SEND_TIMEOUT_MS: 200 });
    void client.markRead('1', '{}');
    expect(await post(client)).toMatchObject({ kind: 'unknown' });
    await until(() => seen.count === 2);
  });
});
