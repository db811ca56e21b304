import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '#libs/config';
import { type NotifierConfig, notifierConfig } from '../notifier.config.js';
import { TokenBook } from '../graph/token-book.js';
import { MediaClient } from './media.client.js';
import { MediaDownloads } from './media-downloads.service.js';

interface Seen {
  url: string;
  token?: string;
}

/** A server that notes who asked with which token. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', token: request.headers.authorization });
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { seen, port, url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() };
}

const photo = Buffer.from('the bytes of a photo');
const sha256 = createHash('sha256').update(photo).digest('base64');

describe(MediaDownloads.name, () => {
  let graph: Awaited<ReturnType<typeof serve>>;
  let stranger: Awaited<ReturnType<typeof serve>>;
  let config: NotifierConfig;
  let client: MediaClient;
  let downloads: MediaDownloads;
  let resolve: () => object | number;
  let give: (response: ServerResponse) => void;
  let tries: { resolved: number; downloaded: number };

  beforeAll(async () => {
    stranger = await serve((_, response) => response.end(photo));
    graph = await serve((request, response) => {
      if (request.url?.startsWith('/v25.0/')) {
        tries.resolved += 1;
        const answer = resolve();
        response.statusCode = typeof answer === 'number' ? answer : 'error' in answer ? 400 : 200;
        response.end(typeof answer === 'number' ? '' : JSON.stringify(answer));
      } else {
        tries.downloaded += 1;
        give(response);
      }
    });
    config = readConfig(notifierConfig, {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      REDIS_URL: 'redis://127.0.0.1:1',
      WHATSAPP_API_URL: graph.url,
      WHATSAPP_ACCESS_TOKEN: 'secret-token',
      WHATSAPP_ACCESS_TOKENS: '1002:token-of-1002',
    });
    client = new MediaClient(config, new TokenBook(config));
    downloads = new MediaDownloads(client);
  });
  afterAll(async () => {
    await client.onApplicationShutdown();
    graph.close();
    stranger.close();
  });
  beforeEach(() => {
    tries = { resolved: 0, downloaded: 0 };
    stranger.seen.length = 0;
    resolve = () => ({ url: `${graph.url}/file?mid=1`, mime_type: 'image/jpeg', file_size: photo.length });
    give = (response) => response.end(photo);
  });

  const download = (fields: Partial<Parameters<MediaDownloads['download']>[0]> = {}) =>
    downloads.download(
      { phoneNumberId: '1001', mediaId: '71001', sha256, maxBytes: 1_000, ...fields },
      new AbortController().signal,
    );

  it('resolves the id and downloads the file, with the token for both', async () => {
    expect(await download()).toEqual({ mimeType: 'image/jpeg', bytes: photo });
    expect(graph.seen.slice(-2)).toEqual([
      { url: '/v25.0/71001?phone_number_id=1001', token: 'Bearer secret-token' },
      { url: '/file?mid=1', token: 'Bearer secret-token' },
    ]);
  });

  it('takes the token of the number that the file came to', async () => {
    await download({ phoneNumberId: '1002' });
    expect(graph.seen.slice(-2).map(({ token }) => token)).toEqual(['Bearer token-of-1002', 'Bearer token-of-1002']);
  });

  it('asks nobody for a file of a number without a token', async () => {
    const bare = new MediaClient(config, new TokenBook({ ...config, WHATSAPP_ACCESS_TOKEN: undefined }));
    const file = { phoneNumberId: '1001', mediaId: '7', sha256: '', maxBytes: 1_000 };
    await expect(new MediaDownloads(bare).download(file, new AbortController().signal)).rejects.toMatchObject({
      reason: 'MISCONFIGURED',
      message: expect.stringContaining('no access token') as string,
    });
    expect(tries.resolved).toBe(0);
    await bare.onApplicationShutdown();
  });

  it('never goes to a host that is not trusted, though the API names it', async () => {
    resolve = () => ({ url: `${stranger.url}/file` });
    await expect(download()).rejects.toMatchObject({ reason: 'MEDIA_REFUSED' });
    expect(stranger.seen).toEqual([]);
    expect(tries.resolved).toBe(1);
  });

  it('does not follow a redirect, so that the token stays', async () => {
    give = (response) => response.writeHead(302, { location: `${stranger.url}/file` }).end();
    await expect(download()).rejects.toMatchObject({ reason: 'MEDIA_REFUSED' });
    expect(stranger.seen).toEqual([]);
  });

  it('asks for a new address when one has expired, and gives up after three', async () => {
    give = (response) => (tries.downloaded === 1 ? response.writeHead(404).end() : response.end(photo));
    expect((await download()).bytes).toEqual(photo);
    expect(tries).toEqual({ resolved: 2, downloaded: 2 });
    give = (response) => response.writeHead(404).end();
    await expect(download()).rejects.toMatchObject({ reason: 'PEER_UNAVAILABLE' });
    expect(tries.resolved).toBe(5);
  });

  it('does not ask twice for a file that has expired', async () => {
    resolve = () => ({ error: { code: 100, error_subcode: 33, message: 'Unsupported get request.' } });
    await expect(download()).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    expect(tries).toEqual({ resolved: 1, downloaded: 0 });
  });

  it.each<[string, () => object | number, string, number]>([
    ['a throttled call', () => ({ error: { code: 130429 } }), 'OVERLOADED', 3],
    ['an error of the API', () => 500, 'PEER_UNAVAILABLE', 3],
    ['a token that is refused', () => ({ error: { code: 190 } }), 'MISCONFIGURED', 1],
    ['an answer without an address', () => ({ url: 'no address' }), 'PEER_UNAVAILABLE', 3],
  ])('judges %s by its class', async (_, answer, reason, times) => {
    resolve = answer;
    await expect(download()).rejects.toMatchObject({ reason });
    expect(tries.resolved).toBe(times);
  });

  it('stops at the first byte too many, whatever size was named', async () => {
    resolve = () => ({ url: `${graph.url}/file`, file_size: 5_000 });
    await expect(download()).rejects.toMatchObject({ reason: 'BODY_TOO_LARGE' });
    expect(tries.downloaded).toBe(0);
    resolve = () => ({ url: `${graph.url}/file`, file_size: 1 });
    give = (response) => response.end(Buffer.alloc(5_000));
    await expect(download()).rejects.toMatchObject({ reason: 'BODY_TOO_LARGE' });
    expect(tries.downloaded).toBe(1);
  });

  it('refuses a file whose hash differs, and takes it where no hash is known', async () => {
    give = (response) => response.end('other bytes');
    await expect(download()).rejects.toMatchObject({ reason: 'MEDIA_CORRUPT' });
    expect((await download({ sha256: '' })).bytes.toString()).toBe('other bytes');
  });

  it('ends when its caller does', async () => {
    give = () => undefined;
    const caller = new AbortController();
    const file = downloads.download({ phoneNumberId: '1', mediaId: '7', sha256: '', maxBytes: 1_000 }, caller.signal);
    setTimeout(() => caller.abort(), 50);
    await expect(file).rejects.toMatchObject({ reason: 'CANCELLED' });
  });
});
