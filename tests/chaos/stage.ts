import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { FaultProxy } from '../environment/fault-proxy.ts';
import { repeatPerson } from '../environment/fake-model.ts';
import { outcomes } from '../environment/graph-outcome.ts';
import type { Applied, LinkFault } from '../environment/link-fault.ts';
import type { InboundEvent } from '../environment/meta.ts';
import type { StackOptions } from '../environment/stack.ts';
import { World } from '../environment/world.ts';
import { type Random, seeded } from './random.ts';

/** Two of whatever holds work, so that there is somebody to take over. */
export const SHARED: StackOptions = {
  durable: true,
  replicas: { gateway: 2, orchestrator: 2, agents: 2, notifier: 2 },
  env: { LOG_LEVEL: 'warn', TURN_ATTEMPTS: '5' },
};

/** Real processes with a faulty network between all of them, and what one scenario has seen there. */
export class Stage {
  readonly world: World;
  random: Random = seeded(0);
  /** That the fault was real: a scenario whose fault never acted proves nothing. */
  evidence: Record<string, number> = {};
  /** Worth reading, proves nothing. */
  notes: string[] = [];
  /** What should have been otherwise, besides what the oracle finds. */
  broken: string[] = [];
  /** Wamids that must have no answer. */
  excused = new Set<string>();
  /** Conversations that may end set aside. */
  maySetAside = 0;
  /** A sentence that says what is wrong is an answer here. */
  takesSentences = false;
  takeoverMs: number | undefined;
  /** What earlier scenarios left on this stage. */
  before = { parked: 0, brokenLines: 0 };
  /** How many wrote while the fault acted. */
  during = 0;
  private readonly links: ReadonlyMap<string, FaultProxy>;
  private chapter = '00';
  private people = 0;

  private constructor(world: World, links: ReadonlyMap<string, FaultProxy>) {
    this.world = world;
    this.links = links;
  }

  static async open(options: StackOptions = SHARED): Promise<Stage> {
    const links = new Map<string, FaultProxy>();
    let stage: Stage | undefined;
    const through = async (link: string, port: number) => {
      const proxy = await FaultProxy.start(port, { random: () => stage?.random() ?? 0.5 });
      links.set(link, proxy);
      return proxy.port;
    };
    const world = await World.start({ through, ...options }).catch(async (error: unknown) => {
      await Promise.all([...links.values()].map((link) => link.stop()));
      throw error;
    });
    return (stage = new Stage(world, links));
  }

  /** Nothing is wrong any more, and nothing that was seen counts. */
  async begin(id: string, seed: number): Promise<void> {
    const { world } = this;
    await this.heal();
    this.random = seeded(seed, id);
    Object.assign(this, { evidence: {}, notes: [], broken: [], excused: new Set(), takeoverMs: undefined, during: 0 });
    Object.assign(this, { maySetAside: 0, takesSentences: false });
    this.chapter = `${[...id].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0) % 1000}`.padStart(3, '0');
    world.graph.forget();
    world.meta.events.length = 0;
    const [{ parked } = { parked: 0 }] = await this.asAdmin<{ parked: number }>(
      "SELECT count(*)::int AS parked FROM notifier.outbox WHERE state = 'parked'",
    );
    this.before = { parked, brokenLines: world.stack.brokenLines().length };
    for (const status of Object.keys(world.meta.answers)) delete world.meta.answers[Number(status)];
  }

  /** Ends every fault; what was killed runs again. */
  async heal(): Promise<void> {
    const { stack, graph, model, meta } = this.world;
    for (const link of this.links.values()) link.heal();
    stack.postgres.resume();
    stack.redis.resume();
    for (const replica of stack.replicas()) {
      replica.resume();
      if (!replica.exit) continue;
      await replica.start();
      await replica.waitUntilReady();
    }
    graph.program = () => outcomes.accepted;
    graph.queue.length = 0;
    graph.onAccept = meta.sendStatuses;
    model.script = (request) => ({ kind: 'text', text: repeatPerson(request) });
    model.latencyMs = 0;
  }

  link(name: string): FaultProxy {
    const found = this.links.get(name);
    if (!found) throw new Error(`this stage has no link ${name}`);
    return found;
  }

  /** A fault on some links while `during` takes; how often it acted is evidence. */
  async withFault<T>(names: string[], fault: LinkFault, during: () => Promise<T>): Promise<T> {
    const applied: [string, Applied][] = names.map((name) => [name, this.link(name).add(fault)]);
    try {
      return await during();
    } finally {
      for (const [name, one] of applied) {
        this.count(`${fault.kind} on ${name}`, one.fired);
        one.remove();
      }
    }
  }

  count(what: string, times = 1): void {
    this.evidence[what] = (this.evidence[what] ?? 0) + times;
  }

  expect(isSo: boolean, what: string): void {
    if (!isSo) this.broken.push(what);
  }

  /** Somebody who has never written. */
  person(): string {
    return `34${this.chapter}${String((this.people += 1)).padStart(6, '0')}`;
  }

  crowd(count: number): string[] {
    return Array.from({ length: count }, () => this.person());
  }

  /** People write in turns, `rate` a second, while `fault` goes on; resolves when all of it was acknowledged. */
  async load(
    fault: () => Promise<unknown>,
    { people = 30, rate = 40, beforeMs = 500, afterMs = 800 } = {},
  ): Promise<void> {
    const crowd = this.crowd(people);
    const { meta } = this.world;
    const writing: Promise<InboundEvent>[] = [];
    let isOver = false;
    let from = 0;
    const over = (async () => {
      await sleep(beforeMs);
      from = writing.length;
      await fault();
      this.during += writing.length - from;
      await sleep(afterMs);
    })().finally(() => (isOver = true));
    for (let index = 0; !isOver; index++) {
      writing.push(meta.write(crowd[index % people]!));
      await sleep(1_000 / rate);
    }
    await over;
    await Promise.all(writing);
  }

  /** As the superuser, past every link. */
  async asAdmin<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(this.world.stack.stores.postgres.adminUrl);
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Every connection of every service anew: statements are prepared once for each. */
  renewDatabaseConnections(): void {
    this.count('database connections cut', this.link('postgres').cutAll());
  }

  async stop(): Promise<void> {
    await this.world.stop();
    await Promise.all([...this.links.values()].map((link) => link.stop()));
  }
}
