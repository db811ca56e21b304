import { fetch, FormData } from 'undici';
import { SimulatorUnderTest } from '../testing/simulator-under-test.js';

const recording = (comment: string) =>
  Buffer.concat([Buffer.from('OggS\0'), Buffer.from(`${comment}\0`), Buffer.alloc(64, 7)]);

describe('speech to text', () => {
  let simulator: SimulatorUnderTest;

  beforeAll(async () => void (simulator = await SimulatorUnderTest.start()));
  afterAll(() => simulator?.close());

  const ask = async (bytes: Buffer, fields: Record<string, string> = { model: 'whisper-1' }, name = 'speech.ogg') => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'audio/ogg' }), name);
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    const response = await fetch(`${simulator.url}/speech/v1/audio/transcriptions`, { method: 'POST', body: form });
    return { status: response.status, body: (await response.json()) as { text?: string; error?: { message: string } } };
  };

  it('hears what the comment of a recording says', async () => {
    expect(await ask(recording('says: quiero dos tartas'))).toEqual({
      status: 200,
      body: { text: 'quiero dos tartas' },
    });
  });

  it('always hears the same in the same recording, in the language that is named', async () => {
    const [first, again, english] = [
      await ask(recording('a')),
      await ask(recording('a')),
      await ask(recording('a'), { model: 'whisper-1', language: 'en' }),
    ];
    expect(first.body.text).toBe(again.body.text);
    expect(english.body.text).not.toBe(first.body.text);
  });

  it('hears a person in the language in which they write', async () => {
    const bytes = recording('a person of the phone');
    const spanish = await ask(bytes);
    const { body } = await simulator.call('GET', '/phone/api/state');
    const [person] = body['people'] as [{ id: string }];
    await simulator.write(person.id, { kind: 'text', text: 'Hello, what are your opening hours today?' });
    const dataUrl = `data:audio/ogg;base64,${bytes.toString('base64')}`;
    await simulator.write(person.id, { kind: 'voice', dataUrl, seconds: 2 });
    const english = await ask(bytes);
    expect(english.status).toBe(200);
    expect(english.body.text).not.toBe(spanish.body.text);
  });

  it.each([
    ['no model', recording('a'), {}, 'speech.ogg', 'model'],
    ['no recording', Buffer.from('x'), { model: 'm' }, 'speech.ogg', 'format'],
    ['a file of another kind', recording('a'), { model: 'm' }, 'speech.amr', 'format'],
  ])('refuses %s', async (_, bytes, fields, name, word) => {
    const { status, body } = await ask(bytes, fields, name);
    expect(status).toBe(400);
    expect(body.error?.message).toContain(word);
  });

  it('fails as often as it is told to', async () => {
    await simulator.call('PUT', '/speech/faults', { status: 503, times: 1 });
    expect((await ask(recording('a'))).status).toBe(503);
    expect((await ask(recording('a'))).status).toBe(200);
  });
});
