import { poll } from '../../scripts/launcher/processes/poll.ts';
import { FakeGraph } from './fake-graph.ts';
import { FakeModel } from './fake-model.ts';
import { type InboundEvent, Meta } from './meta.ts';
import { judge, type Judgement } from './oracle.ts';
import { Stack, type StackOptions } from './stack.ts';

/** Times scaled down tenfold, so that takeover and reconciliation fit into a test. */
export const QUICK: NodeJS.ProcessEnv = {
  BURST_WINDOW_MS: '0',
  LEASE_TTL_MS: '1500',
  LEASE_TICK_MS: '300',
  PATIENCE_MS: '500',
  SEND_TIMEOUT_MS: '2000',
  STATUS_DELAY_MS: '500',
  QUIET_PERIOD_MS: '4000',
  HOL_MAX_MS: '15000',
  UNKNOWN_MAX_MS: '30000',
  BEAT_GAP_MS: '10000',
  RECONCILE_INTERVAL_MS: '100',
  WHATSAPP_CIRCUIT_OPEN_MS: '500',
  MODEL_CIRCUIT_OPEN_MS: '500',
};

/** The real processes between a Meta and a model that the test commands. */
export class World {
  readonly stack: Stack;
  readonly graph: FakeGraph;
  readonly model: FakeModel;
  readonly meta: Meta;

  private constructor(stack: Stack, graph: FakeGraph, model: FakeModel, meta: Meta) {
    this.stack = stack;
    this.graph = graph;
    this.model = model;
    this.meta = meta;
  }

  static async start({ env, ...options }: StackOptions = {}): Promise<World> {
    const [graph, model] = [await FakeGraph.start(), await FakeModel.start()];
    const { through = (_: string, port: number) => Promise.resolve(port) } = options;
    const urlOf = async (link: string, { port }: { port: number }) => `http://127.0.0.1:${await through(link, port)}`;
    const [whatsappUrl, modelUrl] = [await urlOf('graph', graph), await urlOf('model', model)];
    const settings = { whatsappUrl, modelUrl, env: { ...QUICK, ...env } };
    const stack = await Stack.start({ ...options, ...settings }).catch(async (error: unknown) => {
      await Promise.all([graph.stop(), model.stop()]);
      throw error;
    });
    const meta = new Meta({ webhookUrls: () => stack.webhookUrls });
    graph.onAccept = meta.sendStatuses;
    return new World(stack, graph, model, meta);
  }

  /** Writes one message for each person at `rate` a second until `until` resolves; answers every event. */
  async load({ people, rate, until }: { people: number; rate: number; until: Promise<unknown> }): Promise<void> {
    let isOver = false;
    const over = until.finally(() => (isOver = true));
    const writing: Promise<InboundEvent>[] = [];
    for (let index = 0; !isOver; index++) {
      writing.push(this.meta.write(`34910${String(index % people).padStart(6, '0')}`));
      await new Promise((resolve) => setTimeout(resolve, 1_000 / rate));
    }
    await over;
    await Promise.all(writing);
  }

  /** Waits until every acknowledged message has its answer, or long enough that it never will. */
  async settle(timeoutMs = 60_000): Promise<Judgement> {
    await this.meta.settled();
    await poll('the answers', () => (this.judge().lost.length === 0 ? true : undefined), {
      timeoutMs,
      everyMs: 50,
    }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // late doubles
    await this.meta.settled();
    return this.judge();
  }

  /** At most a few of each, which are enough to look into. */
  judge(): Judgement {
    const { lost, doubled, outOfOrder, misdirected } = judge({ acked: this.meta.acked, accepted: this.graph.accepted });
    const few = (found: string[]) => found.slice(0, 5);
    return { lost: few(lost), doubled: few(doubled), outOfOrder: few(outOfOrder), misdirected: few(misdirected) };
  }

  /** What was sent to one person, in order. */
  textsTo(person: string): string[] {
    return this.graph.accepted.filter(({ to }) => to === person).map(({ text }) => text);
  }

  /** Resolves with what was sent to a person once there are `count` of them. */
  async answersTo(person: string, count = 1, timeoutMs = 30_000): Promise<string[]> {
    return poll(
      `${count} answers to ${person}`,
      () => (this.textsTo(person).length >= count ? this.textsTo(person) : undefined),
      { timeoutMs, everyMs: 20 },
    );
  }

  async stop(): Promise<void> {
    await this.meta.stop();
    await this.stack.stop();
    await Promise.all([this.graph.stop(), this.model.stop()]);
  }
}

/** What the oracle answers when every promise was kept. */
export const KEPT: Judgement = { lost: [], doubled: [], outOfOrder: [], misdirected: [] };
