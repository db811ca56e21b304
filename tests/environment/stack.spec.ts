import { FakeGraph } from './fake-graph.ts';
import { FakeModel } from './fake-model.ts';
import { Meta } from './meta.ts';
import { judge } from './oracle.ts';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import { Stack } from './stack.ts';
import { KEPT } from './world.ts';

describe(Stack.name, () => {
  let graph: FakeGraph;
  let model: FakeModel;
  let stack: Stack;
  let meta: Meta;

  beforeAll(async () => {
    [graph, model] = await Promise.all([FakeGraph.start(), FakeModel.start()]);
    const env = { BURST_WINDOW_MS: '0' };
    stack = await Stack.start({ whatsappUrl: graph.url, modelUrl: model.url, replicas: { gateway: 2 }, env });
    meta = new Meta({ webhookUrls: () => stack.webhookUrls });
    graph.onAccept = meta.sendStatuses;
  }, 120_000);
  afterAll(async () => {
    await meta.stop();
    await stack.stop();
    await Promise.all([graph.stop(), model.stop()]);
  }, 60_000);

  const settled = () =>
    poll('an answer to everything', () =>
      judge({ acked: meta.acked, accepted: graph.accepted }).lost.length === 0 ? true : undefined,
    );

  it('answers every message once, through all processes', async () => {
    const people = ['34600000001', '34600000002', '34600000003'];
    await Promise.all(people.map((person) => meta.write(person, 'hola')));
    await meta.write(people[0]!, 'y otra cosa');
    await settled();
    await meta.settled();
    expect(judge({ acked: meta.acked, accepted: graph.accepted })).toEqual(KEPT);
    expect(graph.reads.length).toBeGreaterThan(0);
    expect(model.callCount).toBeGreaterThan(0);
  }, 60_000);

  it('goes on after one of its processes was killed and started again', async () => {
    const agents = stack.replica('agents');
    agents.kill();
    expect(await agents.waitForExit()).toEqual({ code: null, signal: 'SIGKILL' });
    await meta.write('34600000004', 'hola');
    await agents.restart();
    await settled();
    expect(stack.brokenLines()).toEqual([]);
  }, 60_000);
});
