import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { samplesOf } from '../../scripts/doctor/samples-of.ts';
import { outcomes } from '../environment/graph-outcome.ts';
import { playBuilders } from '../environment/play-builders.ts';
import { STACK_SECRETS } from '../environment/stack.ts';
import { type ReceivedSpan, TraceReceiver } from '../environment/trace-receiver.ts';
import { World } from '../environment/world.ts';

/** What a person is known by and says, and what opens doors: each of them a string that stands nowhere else. */
const marked = {
  number: '34699471823',
  name: 'Canaria Plumas',
  text: 'quisiera un zarzaparrillazo con anisetes',
  replyOfModel: 'el periquito contesta',
  wifesNumber: '34688123987',
};
const secrets = [
  STACK_SECRETS.WHATSAPP_APP_SECRET,
  STACK_SECRETS.WHATSAPP_VERIFY_TOKEN,
  STACK_SECRETS.WHATSAPP_ACCESS_TOKEN,
  'key-of-the-model',
];
const forbidden = [...Object.values(marked), ...secrets, 'zarzaparrillazo', 'Plumas', '699471823'];
const leaksIn = (output: string): string[] => forbidden.filter((secret) => output.includes(secret));

const builds = {
  WORKFLOWS_DIR: join(import.meta.dirname, '../environment/workflows'),
  BUILD_CACHE_SECRET: 'secret-of-the-cache',
};
const order = 'hazme una página web para mi panadería Sol';

/** Of every metric that users of the predecessor know: its labels, and whether one journey is too short to see it move. */
const known: Record<string, { labels?: string[]; rests?: boolean }> = {
  messages_processed_total: { labels: ['type', 'status'] },
  message_processing_duration_seconds_count: { labels: ['type'] },
  active_agents: { labels: ['type'], rests: true },
  active_orchestrators: { rests: true },
  agent_task_duration_seconds_count: { labels: ['agent_type', 'task_type'] },
  api_requests_total: { labels: ['service', 'method', 'status'] },
  api_request_duration_seconds_count: { labels: ['service', 'method'] },
  api_errors_total: { labels: ['service', 'error_type'] },
  active_sessions: { rests: true }, // counted now and then
  session_duration_seconds_count: { rests: true },
  workflow_duration_seconds_count: { labels: ['workflow_type'] },
  workflow_success_total: {},
  workflow_failure_total: { labels: ['workflow_type', 'failure_reason'] },
  cache_hits_total: { labels: ['cache_type'] },
  cache_misses_total: { labels: ['cache_type'] },
  model_cost_usd_total: { labels: ['model'] },
  agent_cost_usd_total: { labels: ['agent_type', 'model'] },
};

describe('what operators see', () => {
  let world: World;
  let receiver: TraceReceiver;

  beforeAll(async () => {
    receiver = await TraceReceiver.start();
    world = await World.start({ env: { ...receiver.env, ...builds, LOG_LEVEL: 'trace' } });
    world.model.script = () => ({ kind: 'text', text: marked.replyOfModel });
  });
  afterAll(async () => {
    await world?.stop();
    await receiver?.stop();
  });

  let count = 0;
  const write = (text: string) =>
    world.meta.deliver(
      world.meta.envelope({
        contacts: [{ wa_id: marked.number, user_id: `ES.${marked.number}`, profile: { name: marked.name } }],
        messages: [
          {
            from: marked.number,
            from_user_id: `ES.${marked.number}`,
            id: `wamid.canary.${(count += 1)}`,
            timestamp: `${Math.floor(Date.now() / 1_000)}`,
            type: 'text',
            text: { body: text },
          },
        ],
      }),
    );
  const traceOf = (name: string): ReceivedSpan[] => {
    const trace = receiver.spans.find((span) => span.name === name)?.trace;
    return receiver.spans.filter((span) => span.trace === trace);
  };
  const edgesOf = (spans: readonly ReceivedSpan[]): string[] => {
    const nameOf = new Map(spans.map(({ id, name }) => [id, name]));
    return spans.map(({ service, name, parent }) => `${service}: ${nameOf.get(parent ?? '') ?? '-'} > ${name}`);
  };
  const samples = async (name: string) => {
    const metrics = await Promise.all(world.stack.replicas().map((replica) => replica.metrics()));
    return metrics.flatMap((body) => samplesOf({ status: 200, body, skewMs: 0 }, name));
  };

  it('is one trace of a turn through all services, from the webhook to the tick of its delivery', async () => {
    await write(marked.text);
    await world.answersTo(marked.number);
    const spans = await poll('the whole trace', () => {
      const found = traceOf('turn');
      const isWhole = ['webhook', 'status_delivered'].every((name) => found.some((span) => span.name === name));
      return isWhole && found.some(({ service }) => service === 'agents') ? found : undefined;
    });
    const nameOf = new Map(spans.map(({ id, name }) => [id, name]));
    expect(edgesOf(spans)).toEqual(
      expect.arrayContaining([
        'gateway: - > webhook',
        'gateway: webhook > orchestrator.acceptMessages',
        'orchestrator: webhook > store message',
        'orchestrator: webhook > turn',
        'orchestrator: turn > classifier.classify',
        'classifier: turn > classify',
        'classifier: classify > route by model',
        'classifier: route by model > chat claude-haiku-5-5',
        'orchestrator: turn > agents.execute',
        expect.stringMatching(/^agents: turn > invoke_agent \w+$/),
        'orchestrator: turn > notifier.send',
        'notifier: turn > store messages',
        'notifier: turn > send message',
        'notifier: send message > whatsapp.send',
        'notifier: turn > status_delivered',
      ]),
    );
    expect(new Set(spans.map(({ service }) => service)).size).toBe(5);
    expect(spans.filter(({ parent }) => !nameOf.has(parent ?? ''))).toHaveLength(1); // one root, and nothing apart from it
    const chat = spans.find(({ service, name }) => service === 'agents' && name.startsWith('chat '))!;
    expect(nameOf.get(chat.parent!)).toMatch(/^invoke_agent /);
    expect(chat.attributes).toMatchObject({ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'anthropic' });
    expect(Number(chat.attributes['gen_ai.usage.output_tokens'])).toBeGreaterThan(0);
  });

  it('is one trace of a turn and the build that it orders, from the webhook to the tick of its last message', async () => {
    world.model.script = (request) => playBuilders(request, () => undefined);
    world.model.choice = /^Wants a website/;
    const before = world.textsTo(marked.number).length;
    await write(order);
    await world.answersTo(marked.number, before + 2);
    const spans = await poll('the whole trace of a build', () => {
      const found = traceOf('begin build');
      const ticks = found.filter(({ name }) => name === 'status_delivered');
      const isWhole = ticks.length >= 2 && found.filter(({ name }) => name.startsWith('invoke_agent')).length >= 2;
      return isWhole && found.some(({ name }) => name === 'execute_tool publish_site') ? found : undefined;
    });
    expect(edgesOf(spans)).toEqual(
      expect.arrayContaining([
        'orchestrator: turn > begin build',
        'orchestrator: begin build > phase',
        'orchestrator: phase > agents.execute',
        'agents: phase > invoke_agent frontend',
        'agents: invoke_agent frontend > chat claude-opus-5-5',
        'agents: invoke_agent frontend > execute_tool write_file',
        'agents: phase > invoke_agent devops',
        'agents: invoke_agent devops > execute_tool publish_site',
        'orchestrator: begin build > notifier.send',
        'notifier: begin build > send message',
        'notifier: begin build > status_delivered',
      ]),
    );
    expect(spans.filter(({ name }) => name === 'phase')).toHaveLength(2);
    expect(edgesOf(spans).filter((edge) => edge.includes(': - >'))).toEqual(['gateway: - > webhook']);
  });

  it('is, in a histogram, the trace that a slow bucket came from', async () => {
    const traces = new Set(receiver.spans.map(({ trace }) => trace));
    for (const service of ['gateway', 'orchestrator', 'agents', 'notifier'] as const) {
      const metrics = await world.stack.replica(service).metrics();
      const exemplars = [...metrics.matchAll(/# \{trace_id="([0-9a-f]{32})"\}/g)].map(([, trace]) => trace!);
      expect(exemplars.length).toBeGreaterThan(0);
      expect(exemplars.filter((trace) => !traces.has(trace))).toEqual([]);
      expect(metrics).toMatch(/# EOF\s*$/);
    }
  });

  it('is nothing of what people say, who they are, and what opens doors', async () => {
    world.graph.queue.push(outcomes.undeliverable, outcomes.refused500); // failures talk more than successes
    world.model.script = (_, call) =>
      call % 2 === 0 ? { kind: 'error', status: 500, type: 'api_error' } : { kind: 'text', text: marked.replyOfModel };
    await write(`${marked.text}, llama a ${marked.wifesNumber}`);
    await world.meta.deliver({ object: 'whatsapp_business_account', entry: [{ changes: [{ value: marked }] }] });
    await poll('the second answer', () => (world.graph.attempts.length >= 2 ? true : undefined), { timeoutMs: 30_000 });
    const logs = world.stack.replicas().map(({ logPath }) => readFileSync(logPath, 'utf8'));
    const metrics = await Promise.all(world.stack.replicas().map((replica) => replica.metrics()));
    const everything = [...logs, ...metrics, receiver.raw].join('\n');
    expect(leaksIn(everything)).toEqual([]);
    // The control: the places that were looked at are those where things are said, and the search finds what is there
    const [turn] = await world.stack.sql<{ id: string }>('orchestrator', 'SELECT id FROM conversations');
    expect(logs.join('\n')).toContain(turn!.id);
    expect(leaksIn(`${everything}\n{"message":"hello","from":"${marked.number}"}`)).toContain(marked.number);
  });

  it('is that every metric moves which users of the predecessor know', async () => {
    world.model.script = () => ({ kind: 'error', status: 400, type: 'invalid_request_error' });
    await write(order); // the page is known, and publishing it fails
    await poll(
      'the end of a build that fails',
      async () => (await samples('workflow_failure_total')).length || undefined,
    );
    const found = await Promise.all(Object.keys(known).map(async (name) => [name, await samples(name)] as const));
    for (const [name, all] of found) {
      const { labels = [], rests } = known[name]!;
      const odd = all.filter((sample) => labels.some((label) => !sample.labels[label]));
      expect({ name, isThere: all.length > 0, odd }).toEqual({ name, isThere: true, odd: [] });
      if (!rests) expect({ name, moved: all.some(({ value }) => value > 0) }).toEqual({ name, moved: true });
    }
  });
});
