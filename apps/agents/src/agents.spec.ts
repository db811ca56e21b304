import type { ServerResponse } from 'node:http';
import { Run, RunContext, type RunEvent } from '#libs/contracts';
import type { AppError } from '#libs/errors';
import {
  answerEvents,
  type ModelRequest,
  personText,
  sendEvents,
  sendModelError,
  until,
  writeEvents,
} from '#libs/testing';
import { AgentsStage } from './agents.stage.js';

describe('agents over gRPC', () => {
  const stage = new AgentsStage();

  beforeAll(() => stage.prepare());
  afterAll(() => stage.drop());
  beforeEach(() => stage.start());
  afterEach(() => stage.stop());

  const run = (more: Partial<Run> = {}) =>
    Run.create({ runId: '1.1', agent: 'concierge', task: 'hola', language: 'es', timeoutMs: 10_000, ...more });
  const execute = async (runs: Run[], options?: { signal: AbortSignal }) => {
    const events: RunEvent[] = [];
    const messages: number[] = [];
    await stage.client.stream(
      'execute',
      { runs },
      (response) => {
        messages.push(response.events.length);
        events.push(...response.events);
      },
      options,
    );
    return {
      events,
      messages,
      of: (runId: string) => events.filter((event) => event.runId === runId).map(({ event }) => event!),
    };
  };
  const textOf = (events: NonNullable<RunEvent['event']>[]) =>
    events.flatMap((event) => (event.$case === 'text' ? [event.value.text] : [])).join('');
  const ends = (events: RunEvent[]) =>
    events.filter(({ event }) => event?.$case === 'done' || event?.$case === 'failed').length;

  it('lists the agents that are shipped', async () => {
    const { agents, catalogueVersion } = await stage.client.call('listAgents', {});
    const concierge = agents.find(({ name }) => name === 'concierge');
    expect(concierge).toMatchObject({ modelAlias: 'standard', lane: '', readOnly: true });
    expect(concierge!.useWhen).not.toBe('');
    expect(catalogueVersion).toMatch(/^[0-9a-f]{64}$/);
  });

  it('streams a run from started to done, with its text whole and its tokens', async () => {
    stage.api.answer = (response) => sendEvents(response, answerEvents(['¡Ho', 'la! ', '😀']));
    const { events, of } = await execute([run()]);
    expect(textOf(of('1.1'))).toBe('¡Hola! 😀');
    expect(events.map(({ event }) => event?.$case)).toEqual(['started', 'text', 'usage', 'done']);
    expect(of('1.1')).toEqual([
      { $case: 'started', value: { model: 'claude-sonnet-5-5' } },
      { $case: 'text', value: { text: '¡Hola! 😀' } },
      {
        $case: 'usage',
        value: { inputTokens: 20, outputTokens: 9, cacheReadTokens: 600, cacheWriteTokens: 0, costMicros: '190' },
      },
      { $case: 'done', value: { stopReason: 'end_turn' } },
    ]);
  });

  it('sends the shared rules, the agent, the history, the context, and last what the person wrote', async () => {
    const history = [{ task: 'me llamo Ana', answer: '¡Mucho gusto!' }];
    await execute([run({ history, suspicions: ['prompt override'], contactHash: 'c0ffee' })]);
    const [request] = stage.api.requests;
    expect(request).toMatchObject({
      max_tokens: 4_000,
      output_config: { effort: 'low' },
      metadata: { user_id: 'c0ffee' },
    });
    expect(request!.system.map(({ cache_control }) => cache_control)).toEqual([
      { type: 'ephemeral' },
      { type: 'ephemeral' },
    ]);
    expect(request!.system[1]!.text).toContain('<agent name="concierge">');
    expect(request!.messages.slice(0, 2)).toEqual([
      { role: 'user', content: 'me llamo Ana' },
      { role: 'assistant', content: '¡Mucho gusto!' },
    ]);
    const content = request!.messages[2]!.content as { text: string }[];
    expect(content).toHaveLength(2);
    expect(content[0]!.text).toMatch(/^<context>\nToday: \w+, \d+ \w+ \d{4}[^]*: es\.[^]*prompt override/);
    expect(content[1]!.text).toBe('hola');
  });

  it('keeps the cached part the same, byte for byte, from run to run', async () => {
    await execute([
      run(),
      run({ runId: '2.1', task: 'otra', language: 'pt', contactHash: 'x', suspicions: ['markup'] }),
    ]);
    const [one, other] = stage.api.requests.map(({ system }) => JSON.stringify(system));
    expect(one).toBe(other);
  });

  it('runs a batch at once, bundles its events, and ends each run exactly once', async () => {
    const runs = Array.from({ length: 50 }, (_, n) => run({ runId: `${n}.1`, task: `message ${n}` }));
    const { events, messages, of } = await execute(runs);
    for (const { runId, task } of runs) expect(textOf(of(runId))).toBe(`You said: ${task}`);
    expect(ends(events)).toBe(50);
    expect(messages.length).toBeLessThan(50);
  });

  it.each<[string, Partial<Run>, object]>([
    [
      'a name with a path',
      { agent: '../concierge' },
      { reason: 'INVALID_MESSAGE', retryable: false, metadata: { field: 'agent' } },
    ],
    ['an empty name', { agent: '' }, { reason: 'INVALID_MESSAGE', metadata: { field: 'agent' } }],
    ['an unknown name', { agent: '__proto__' }, { reason: 'UNKNOWN_AGENT' }],
    ['an empty task', { task: ' \n' }, { reason: 'INVALID_MESSAGE', metadata: { field: 'task' } }],
    [
      'a task of 100,001 characters',
      { task: 'x'.repeat(100_001) },
      { reason: 'INVALID_MESSAGE', metadata: { field: 'task' } },
    ],
    ['no run id', { runId: '' }, { reason: 'INVALID_MESSAGE', metadata: { field: 'run_id' } }],
  ])('fails a run with %s, and its neighbours do not notice', async (_, wrong, detail) => {
    const bad = run({ runId: 'bad.1', ...wrong });
    const { of } = await execute([
      run({ runId: 'before.1' }),
      bad,
      run({ runId: 'after.1', task: 'x'.repeat(100_000) }),
    ]);
    expect(of(bad.runId)).toMatchObject([{ $case: 'failed', value: detail }]);
    expect(textOf(of('before.1'))).toBe('You said: hola');
    expect(textOf(of('after.1')).startsWith('You said: xxx')).toBe(true);
  });

  it('refuses an empty batch and an id twice as INVALID_ARGUMENT', async () => {
    const refusal = (runs: Run[]) => execute(runs).catch((error: AppError) => error);
    await expect(refusal([])).resolves.toMatchObject({ reason: 'INVALID_REQUEST', spec: { grpc: 3 } });
    await expect(refusal([run(), run()])).resolves.toMatchObject({ reason: 'INVALID_REQUEST' });
    expect(stage.api.requests).toEqual([]);
  });

  it.each<[string, string, (response: ServerResponse) => void]>([
    ['MODEL_EMPTY', 'nothing', (response) => sendEvents(response, answerEvents([]))],
    ['MODEL_REFUSED', 'a refusal', (response) => sendEvents(response, answerEvents('no', 'refusal'))],
    [
      'MODEL_OVERLOADED',
      'an error in mid-stream',
      (response) => {
        const error = { type: 'error', error: { type: 'overloaded_error', message: '' } };
        sendEvents(response, [...answerEvents('half').slice(0, 7), error]);
      },
    ],
    [
      'MODEL_UNAVAILABLE',
      'a cut',
      (response) => {
        writeEvents(response, answerEvents('half').slice(0, 7));
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['MODEL_MISCONFIGURED', 'a refused key', (response) => sendModelError(response, 401, 'authentication_error')],
    ['DEADLINE_EXCEEDED', 'silence', () => undefined],
  ])('fails a run with %s when the model answers with %s, and only that run', async (reason, _, answer) => {
    stage.api.answer = (response, request) =>
      personText(request) === 'unlucky' ? answer(response) : sendEvents(response, answerEvents('well'));
    const { events, of } = await execute([run({ task: 'unlucky', timeoutMs: 300 }), run({ runId: '2.1' })]);
    expect(of('1.1').at(-1)).toMatchObject({ $case: 'failed', value: { reason } });
    expect(textOf(of('2.1'))).toBe('well');
    expect(ends(events)).toBe(2);
  });

  it('passes on an answer of 20,000 characters whole', async () => {
    stage.api.answer = (response) =>
      sendEvents(response, answerEvents(Array.from({ length: 200 }, () => 'ñ'.repeat(100))));
    const { of } = await execute([run()]);
    expect(textOf(of('1.1'))).toBe('ñ'.repeat(20_000));
  });

  it('ends the calls to the model when the caller goes away', async () => {
    const closed: string[] = [];
    stage.api.answer = (response, request) => response.on('close', () => closed.push(personText(request)));
    const caller = new AbortController();
    const call = execute([run({ task: 'one' }), run({ runId: '2.1', task: 'two' })], { signal: caller.signal });
    await until(() => stage.api.requests.length === 2);
    caller.abort();
    await expect(call).rejects.toMatchObject({ reason: 'CANCELLED' });
    await until(() => closed.length === 2);
    expect(closed.sort()).toEqual(['one', 'two']);
  });

  it('finishes what is in flight when it is told to stop, and hands back what takes too long', async () => {
    await stage.stop();
    await stage.start({ DRAIN_TIMEOUT_MS: '1000' });
    const answers: [ServerResponse, ModelRequest][] = [];
    stage.api.answer = (response, request) => answers.push([response, request]);
    const call = execute([run({ task: 'soon' }), run({ runId: '2.1', task: 'never' })]);
    await until(() => answers.length === 2);
    stage.service.lifecycle.drain();
    for (const [response, request] of answers)
      if (personText(request) === 'soon') sendEvents(response, answerEvents('done'));
    const closing = stage.service.close();
    const { of } = await call;
    expect(textOf(of('1.1'))).toBe('done');
    expect(of('2.1')).toMatchObject([{ $case: 'failed', value: { reason: 'AGENT_BUSY', retryable: true } }]);
    await closing;
  });

  it('tells a number its business, and a run of no number nothing of anybody', async () => {
    await stage.stop();
    expect(await stage.importExample()).toBe('panaderia-la-espiga');
    expect(await stage.importExample()).toBeUndefined();
    await stage.start();
    await execute([run({ context: RunContext.create({ phoneNumberId: '10001' }) })]);
    await execute([run({ runId: '2.1' })]);
    expect(stage.api.requests.map((request) => JSON.stringify(request).includes('La Espiga'))).toEqual([true, false]);
  });

  it('counts runs, their time and the calls to the model', async () => {
    await execute([run()]);
    const metrics = await (await fetch(`http://127.0.0.1:${stage.opsPort}/metrics`)).text();
    expect(metrics).toMatch(/active_agents\{[^}]*type="concierge"[^}]*\} 0/);
    expect(metrics).toMatch(/agent_task_duration_seconds_count\{[^}]*agent_type="concierge"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/api_requests_total\{[^}]*service="model"[^}]*status="ok"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/model_tokens_total\{[^}]*kind="cache_read"[^}]*\} [1-9]/);
  });
});
