import { poll } from '../../scripts/launcher/processes/poll.ts';
import { FakeModel } from '../environment/fake-model.ts';
import { Stack } from '../environment/stack.ts';
import { QUICK } from '../environment/world.ts';

interface Shown {
  id: string;
  direction: 'in' | 'out';
  text?: string;
}

const photo = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const voice = (words: string): string =>
  Buffer.concat([
    Buffer.from('OggS\0\x02'),
    Buffer.alloc(22),
    Buffer.from(`OpusHead\0says: ${words}\0`),
    Buffer.alloc(64),
  ]).toString('base64');

/** Phones of the simulator, the five services, a model that the test reads along with. */
describe('what people send besides words', () => {
  let stack: Stack;
  let model: FakeModel;
  let api: string;

  beforeAll(async () => {
    model = await FakeModel.start();
    stack = await Stack.start({
      replicas: { simulator: 1 },
      modelUrl: model.url,
      env: { ...QUICK, BURST_WINDOW_MS: '400' },
    });
    api = `${stack.replica('simulator').url}/phone/api`;
  });
  afterAll(async () => {
    await stack?.stop();
    await model?.stop();
  });

  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  };
  const newPerson = async (name: string) => (await call<{ id: string }>('POST', '/people', { name })).id;
  const send = async (person: string, input: object) =>
    (await call<{ id: string }>('POST', `/people/${person}/messages`, input)).id;
  const answersTo = async (person: string, count = 1): Promise<string[]> =>
    (await shownTo(person, count)).map(({ text }) => text ?? '');
  const shownTo = (person: string, count: number): Promise<Shown[]> =>
    poll(
      `${count} answers`,
      async () => {
        const { chats } = await call<{ chats: Record<string, Shown[]> }>('GET', '/state');
        const answers = (chats[person] ?? []).filter(({ direction }) => direction === 'out');
        return answers.length >= count ? answers : undefined;
      },
      { timeoutMs: 30_000, everyMs: 50 },
    );
  /** What the model was shown since. */
  const shownSince = (from: number) => JSON.stringify(model.calls.slice(from).map(({ request }) => request.messages));

  it('shows a photo with its caption to the model', async () => {
    const person = await newPerson('Ana');
    const before = model.calls.length;
    await send(person, { kind: 'image', dataUrl: `data:image/png;base64,${photo}`, caption: 'what is this cake?' });
    await answersTo(person);
    expect(shownSince(before)).toContain(photo);
    expect(shownSince(before)).toContain('what is this cake?');
  });

  it('makes one turn and one answer of an album', async () => {
    const person = await newPerson('Album');
    const before = model.calls.length;
    await Promise.all(
      Array.from({ length: 6 }, () => send(person, { kind: 'image', dataUrl: `data:image/png;base64,${photo}` })),
    );
    await answersTo(person);
    expect(shownSince(before).split(photo).length - 1).toBe(6);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await answersTo(person)).toHaveLength(1);
  });

  it('hears a voice note and answers its words', async () => {
    const person = await newPerson('Voz');
    const before = model.calls.length;
    const words = 'quiero pedir dos tartas para el domingo';
    await send(person, { kind: 'voice', dataUrl: `data:audio/ogg;base64,${voice(words)}`, seconds: 3 });
    await answersTo(person);
    expect(shownSince(before)).toContain(words);
    const rows = await stack.sql(
      'orchestrator',
      'SELECT transcript FROM media_references WHERE transcript IS NOT NULL',
    );
    expect(rows).toEqual([{ transcript: words }]);
  });

  it('answers the words beside a file that cannot be read, and says so in one sentence', async () => {
    const person = await newPerson('Rota');
    const broken = Buffer.from('\x7fELF, and no photo at all').toString('base64');
    await send(person, {
      kind: 'image',
      dataUrl: `data:image/jpeg;base64,${broken}`,
      caption: '¿cuánto cuesta esta tarta?',
    });
    const [answer, sentence] = await answersTo(person, 2);
    expect(answer).toContain('tarta');
    expect(sentence).toBe(
      'No he podido leer la foto (no es el tipo de archivo que dice ser): ¿puedes enviarlo de otra forma o contármelo por escrito?',
    );
  });

  describe('with a picture that the model cannot open, however right it begins', () => {
    const refusal = { kind: 'error', status: 400, type: 'invalid_request_error' } as const;
    const sentence = /^No he podido leer la foto \(llegó con errores\): ¿puedes enviarlo de otra forma/;
    let ordinary: FakeModel['script'];
    beforeAll(() => {
      ordinary = model.script;
      model.script = (request, call) =>
        JSON.stringify(request.messages).includes(photo) ? refusal : ordinary(request, call);
    });
    afterAll(() => void (model.script = ordinary));
    const sendPhoto = (person: string, caption = '') =>
      send(person, { kind: 'image', dataUrl: `data:image/png;base64,${photo}`, caption });

    it('answers the words, says so in one sentence, and asks the model about it once', async () => {
      const person = await newPerson('Rota por dentro');
      const before = model.calls.length;
      await sendPhoto(person, '¿cuánto cuesta esta tarta?');
      const [answer, said] = await answersTo(person, 2);
      expect(answer).toContain('cuánto cuesta esta tarta');
      expect(said).toMatch(sentence);
      const shown = model.calls.slice(before).map(({ request }) => JSON.stringify(request.messages).includes(photo));
      expect(shown).toEqual([true, false]);
    });

    it('says so where there are no words, and goes on', async () => {
      const person = await newPerson('Muda');
      await send(person, { kind: 'text', text: 'hola, ¿a qué hora abren?' });
      await answersTo(person);
      const before = model.calls.length;
      await sendPhoto(person);
      expect((await answersTo(person, 2))[1]).toMatch(sentence);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(await answersTo(person)).toHaveLength(2);
      expect(model.calls).toHaveLength(before + 1);
      await send(person, { kind: 'text', text: '¿y los domingos?' });
      expect((await answersTo(person, 3))[2]).toContain('domingos');
    });
  });

  it('knows which answer a person replies to, and what they think of it', async () => {
    const person = await newPerson('Cita');
    await send(person, { kind: 'text', text: '¿a qué hora cierran los martes?' });
    const [answer] = await shownTo(person, 1);
    const before = model.calls.length;
    await send(person, { kind: 'text', text: '¿y los festivos?', replyTo: answer!.id });
    await answersTo(person, 2);
    expect(shownSince(before)).toContain('[in reply to your message: ');
    await send(person, { kind: 'reaction', messageId: answer!.id, emoji: '👍' });
    const found = () =>
      stack.sql('orchestrator', 'SELECT f.value, t.task FROM feedback f JOIN turns t ON t.id = f.turn_id');
    const rows = await poll('the feedback', async () => ((await found()).length > 0 ? found() : undefined), {
      timeoutMs: 10_000,
      everyMs: 50,
    });
    expect(rows).toEqual([{ value: 'up', task: '¿a qué hora cierran los martes?' }]);
  });

  it('forgets what a person deletes, also before the turn began', async () => {
    const person = await newPerson('Arrepentida');
    const id = await send(person, { kind: 'text', text: 'secreto-4711' });
    await call('POST', `/people/${person}/messages/${id}/revoke`, {});
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const rows = await stack.sql(
      'orchestrator',
      `SELECT 1 FROM inbox WHERE concat(content, raw) LIKE '%secreto-4711%' UNION ALL SELECT 1 FROM turns WHERE task LIKE '%secreto-4711%'`,
    );
    expect(rows).toEqual([]);
    expect(stack.brokenLines()).toEqual([]);
  });
});
