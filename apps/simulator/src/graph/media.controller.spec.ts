import { createHash } from 'node:crypto';
import { request } from 'undici';
import { errorOf, PHONE_NUMBER_ID, SimulatorUnderTest } from '../testing/simulator-under-test.js';

const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('pixels')]);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('media', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => {
    simulator = await SimulatorUnderTest.start();
  });
  afterAll(() => simulator.close());
  beforeEach(() => simulator.reset());

  const upload = async (
    bytes: Buffer,
    mimeType: string,
    fields: Record<string, string> = { messaging_product: 'whatsapp' },
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new File([new Uint8Array(bytes)], 'photo.png', { type: mimeType }));
    const response = await fetch(`${simulator.url}/v25.0/${PHONE_NUMBER_ID}/media`, {
      method: 'POST',
      body: form,
      headers: { authorization: 'Bearer spec-token' },
    });
    return { status: response.status, headers: {}, body: (await response.json()) as Record<string, unknown> };
  };
  const uploadPng = async () => String((await upload(PNG, 'image/png')).body['id']);
  const resolve = (id: string) => simulator.graph('GET', `/${id}?phone_number_id=${PHONE_NUMBER_ID}`);
  const download = async (url: unknown, headers: Record<string, string> = { authorization: 'Bearer spec-token' }) => {
    const { statusCode, headers: given, body } = await request(String(url), { headers });
    return { status: statusCode, headers: given, bytes: Buffer.from(await body.arrayBuffer()) };
  };

  it('goes up, is resolved and comes down as it was', async () => {
    const id = await uploadPng();
    expect(id).toMatch(/^\d{15,}$/);
    const { body } = await resolve(id);
    expect(body).toMatchObject({ id, mime_type: 'image/png', file_size: PNG.length, messaging_product: 'whatsapp' });
    expect(body['sha256']).toBe(createHash('sha256').update(PNG).digest('base64'));
    const { status, headers, bytes } = await download(body['url']);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'image/png' });
    expect(bytes).toEqual(PNG);
  });

  it('comes in parts when asked for', async () => {
    const { body } = await resolve(await uploadPng());
    const part = await download(body['url'], { authorization: 'Bearer spec-token', range: 'bytes=1-3' });
    expect(part).toMatchObject({ status: 206, bytes: Buffer.from('PNG') });
    expect(part.headers['content-range']).toBe(`bytes 1-3/${PNG.length}`);
  });

  it('comes down only with the token, under its own URL, within five minutes', async () => {
    const { body } = await resolve(await uploadPng());
    const url = String(body['url']);
    expect((await download(url, {})).status).toBe(401);
    expect((await download(url.replace(/hash=./, 'hash=!'))).status).toBe(404);
    await simulator.call('POST', '/clock', { advanceMs: 4 * MINUTE_MS });
    expect((await download(url)).status).toBe(200);
    await simulator.call('POST', '/clock', { advanceMs: MINUTE_MS });
    expect((await download(url)).status).toBe(404);
  });

  it('is gone after its deletion, after its life, and for another number', async () => {
    const missing = { code: 100, error_subcode: 33 };
    const deleted = await uploadPng();
    expect((await simulator.graph('DELETE', `/${deleted}`)).body).toEqual({ success: true });
    expect(errorOf(await resolve(deleted))).toMatchObject(missing);
    const kept = await uploadPng();
    expect(errorOf(await simulator.graph('GET', `/${kept}?phone_number_id=1`))).toMatchObject(missing);
    await simulator.call('POST', '/clock', { advanceMs: 30 * DAY_MS });
    expect(errorOf(await resolve(kept))).toMatchObject(missing);
  });

  it.each([
    ['without messaging_product', PNG, 'image/png', {}, 100],
    ['of a type that is not taken', Buffer.from('GIF89a'), 'image/gif', undefined, 100],
    ['that is another type than it says', PNG, 'image/jpeg', undefined, 131053],
    ['that is empty', Buffer.alloc(0), 'image/png', undefined, 100],
    ['that is too large', Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]), 'image/png', undefined, 131053],
  ])('refuses an upload %s', async (_, bytes, mimeType, fields, code) => {
    expect(errorOf(await upload(bytes, mimeType, fields)).code).toBe(code);
  });

  it('refuses an upload that is no multipart', async () => {
    expect(errorOf(await simulator.graph('POST', `/${PHONE_NUMBER_ID}/media`, { file: 'x' })).code).toBe(100);
  });

  it('is sent by id, if the id exists and its type fits', async () => {
    await simulator.turn({ enforceWindow: false });
    const id = await uploadPng();
    const to = '+34600000001';
    expect((await simulator.send({ to, type: 'image', image: { id } })).status).toBe(200);
    expect(errorOf(await simulator.send({ to, type: 'document', document: { id } })).code).toBe(131053);
    const unknown = errorOf(await simulator.send({ to, type: 'image', image: { id: '123' } }));
    expect(unknown).toMatchObject({ code: 100 });
    expect(unknown.message).toContain("image['id']");
    const { body } = await simulator.call('GET', '/phone/api/state');
    expect(body['chats']).toMatchObject({ ana: [{ kind: 'image', mediaId: id, mediaUrl: `/phone/api/media/${id}` }] });
    expect((await download(`${simulator.url}/phone/api/media/${id}`, {})).bytes).toEqual(PNG);
  });
});
