import { Run, type RunEvent } from '#libs/contracts';
import { answerEvents, sendEvents, toolEvents, toolResults } from '#libs/testing';
import { AgentsStage } from '../agents.stage.js';

describe('the information lane over gRPC', () => {
  const stage = new AgentsStage();

  beforeAll(async () => {
    await stage.prepare();
    await stage.importExample();
    await stage.start();
  });
  afterAll(async () => {
    await stage.stop();
    await stage.drop();
  });

  const ask = async (task: string) => {
    const context = { phoneNumberId: '1', contactId: 'c', conversationId: 'v', turnId: 't', contactName: '' };
    const run = Run.create({ runId: '1.1', agent: 'information', task, language: 'es', timeoutMs: 10_000, context });
    const events: RunEvent[] = [];
    await stage.client.stream('execute', { runs: [run] }, (response) => void events.push(...response.events));
    return events.map(({ event }) => event!);
  };

  it('has the example business on its first start, and its facts in the part of the prompt that is cached', async () => {
    await ask('hola');
    const system = stage.api.requests.at(-1)!.system.map(({ text }) => text);
    expect(system.at(-1)).toContain('Name: Panadería La Espiga');
    expect(system.at(-1)).toContain('Usual hours: mon-fri 07:30-14:00 17:00-20:30; sat 08:00-14:30; sun 09:00-13:00');
  });

  it('gives the model a passage with its source, and the person an offer when there is none', async () => {
    const results: string[] = [];
    stage.api.answer = (response, request) => {
      const seen = toolResults(request).map(({ content }) => content);
      results.push(...seen);
      if (seen.length > 0) return sendEvents(response, answerEvents('Eso dice nuestra guía.'));
      const calls = [
        { name: 'search_knowledge', input: { question: 'pan sin gluten' } },
        { name: 'offer_person', input: {} },
      ];
      sendEvents(response, toolEvents(calls));
    };
    const events = await ask('¿el pan sin gluten es apto para celíacos?');
    expect(JSON.parse(results[0]!)).toMatchObject({
      found: true,
      passages: [{ source: expect.stringContaining('alergenos.es.md') as string }],
    });
    expect(events.filter((event) => event.$case === 'tool').map(({ value }) => [value.name, value.status])).toEqual([
      ['search_knowledge', 'ok'],
      ['offer_person', 'ok'],
    ]);
    expect(events.find((event) => event.$case === 'part')).toMatchObject({
      value: { content: { $case: 'buttons', value: { choices: [{ id: 'command:human' }] } } },
    });
    expect(events.at(-1)).toMatchObject({ $case: 'done' });
  });

  it('refuses hostile arguments without an effect, and the run goes on', async () => {
    stage.api.answer = (response, request) => {
      if (toolResults(request).length > 0) return sendEvents(response, answerEvents('Bien.'));
      const calls = [
        { name: 'search_knowledge', input: { question: 'x'.repeat(5_000), phone_number_id: '2' } },
        { name: 'find_places', input: { latitude: 1e9, longitude: 'there' } },
        { name: 'opening_hours', input: { date: '2026-13-45' } },
      ];
      sendEvents(response, toolEvents(calls));
    };
    const events = await ask('hola');
    const statuses = events.filter((event) => event.$case === 'tool').map(({ value }) => value.status);
    expect(statuses).toHaveLength(3);
    expect(statuses).not.toContain('ok');
    expect(events.at(-1)).toMatchObject({ $case: 'done' });
  });
});
