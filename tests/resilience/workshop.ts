import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BuildService } from '#libs/contracts';
import { GrpcClient } from '#libs/grpc';
import { poll } from '../../scripts/launcher/processes/poll.ts';
import type { FakeGraph } from '../environment/fake-graph.ts';
import type { FakeModel } from '../environment/fake-model.ts';
import type { Meta } from '../environment/meta.ts';
import { orderOf, playBuilders, type SeenRun } from '../environment/play-builders.ts';
import type { Stack } from '../environment/stack.ts';

/** What the orchestrators of a workshop are started with. */
export const WORKSHOP: NodeJS.ProcessEnv = {
  WORKFLOWS_DIR: join(import.meta.dirname, '../environment/workflows'),
  BUILD_CACHE_SECRET: 'secret-of-the-cache',
};

export interface Customer {
  waId: string;
  conversationId: string;
}

export interface Order {
  id: string;
  /** By which the model knows it. */
  order: string;
  customer: Customer;
}

export interface PhaseRecord {
  buildId: string;
  name: string;
  revision: number;
  state: string;
  /** Takeovers. */
  lapses: number;
  attempts: number;
  /** Of the wall clock; 0 before. */
  claimedAt: number;
  finishedAt: number;
}

/** What became of builds; all empty when every promise was kept. */
export interface Verdict {
  /** Not done. */
  lost: string[];
  /** Phases that ran after their end was recorded. */
  repeated: string[];
  /** Whose link came to the person never, or more than once. */
  mistold: string[];
}

export const DELIVERED: Verdict = { lost: [], repeated: [], mistold: [] };

interface Parts {
  stack: Stack;
  graph: FakeGraph;
  model: FakeModel;
  meta: Meta;
}

/** People who have pages made by the real processes, with a model that plays the agents and remembers each run. */
export class Workshop {
  readonly runs: SeenRun[] = [];
  private readonly parts: Parts;
  private readonly doors = new Map<number, GrpcClient<typeof BuildService>>();
  private people = 0;
  private orders = 0;

  constructor(parts: Parts) {
    this.parts = parts;
    parts.model.script = (request) => playBuilders(request, (run) => this.runs.push(run));
  }

  /** Somebody who has written once, and whom the bot may answer. */
  async customers(count: number): Promise<Customer[]> {
    const { stack, graph, meta } = this.parts;
    const waIds = Array.from({ length: count }, () => `3471${String((this.people += 1)).padStart(7, '0')}`);
    await Promise.all(waIds.map((waId) => meta.write(waId)));
    const isAnswered = () => new Set(graph.accepted.map(({ to }) => to));
    await poll('the answers to the customers', () => waIds.every((waId) => isAnswered().has(waId)) || undefined, {
      timeoutMs: 60_000,
      everyMs: 100,
    });
    const rows = await stack.sql<{ id: string; wa_id: string }>(
      'orchestrator',
      'SELECT id, wa_id FROM conversations WHERE wa_id = ANY ($1)',
      [waIds],
    );
    const byNumber = new Map(rows.map(({ id, wa_id }) => [wa_id, id]));
    return waIds.map((waId) => ({ waId, conversationId: byNumber.get(waId)! }));
  }

  /** The builds begin on this orchestrator; one that dies before its answer may be asked for again elsewhere, by its key. */
  begin(
    customers: readonly Customer[],
    workflow: string,
    orchestrator = 0,
    elsewhere = orchestrator,
  ): Promise<Order[]> {
    return Promise.all(
      customers.map(async (customer) => {
        const order = `n${(this.orders += 1)}`;
        const begin = (index: number) =>
          this.door(index).call('startBuild', {
            conversationId: customer.conversationId,
            request: orderOf(order),
            language: 'en',
            workflow,
            idempotencyKey: order,
            operator: 'Marta',
          });
        const asked = begin(orchestrator);
        const { build } = await (elsewhere === orchestrator ? asked : asked.catch(() => begin(elsewhere)));
        return { id: build!.id, order, customer };
      }),
    );
  }

  async refine({ id }: Order, text: string, orchestrator = 0): Promise<void> {
    const idempotencyKey = crypto.randomUUID();
    await this.door(orchestrator).call('refineBuild', { buildId: id, text, idempotencyKey, operator: 'Marta' });
  }

  /** SIGKILL, or a stop by the rules; what was connected to it connects anew. */
  async leave(orchestrator: number): Promise<void> {
    await this.doors.get(orchestrator)?.close();
    this.doors.delete(orchestrator);
  }

  /** Resolves when none goes on; answers the milliseconds of the wall clock at which each one ended. */
  async ended(orders: readonly Order[], { timeoutMs = 60_000, everyMs = 50 } = {}): Promise<number[]> {
    const ids = orders.map(({ id }) => id);
    const text = `SELECT id, (extract(epoch FROM finished_at) * 1000)::float8 AS at FROM builds WHERE id = ANY ($1) AND finished_at IS NOT NULL`;
    const rows = await poll(
      `the end of ${ids.length} builds`,
      async () => {
        const found = await this.parts.stack
          .sql<{ id: string; at: number }>('orchestrator', text, [ids])
          .catch(() => []); // Postgres is away in some tests
        return found.length === ids.length ? found : undefined;
      },
      { timeoutMs, everyMs },
    );
    const byId = new Map(rows.map(({ id, at }) => [id, at]));
    return ids.map((id) => byId.get(id)!);
  }

  phases(orders: readonly Order[]): Promise<PhaseRecord[]> {
    const text = `SELECT build_id AS "buildId", name, revision, state, lapses, attempts,
                         coalesce(extract(epoch FROM claimed_at) * 1000, 0)::float8 AS "claimedAt",
                         coalesce(extract(epoch FROM finished_at) * 1000, 0)::float8 AS "finishedAt"
                    FROM phases WHERE build_id = ANY ($1) ORDER BY build_id, revision, position`;
    return this.parts.stack.sql('orchestrator', text, [orders.map(({ id }) => id)]);
  }

  /** Everything that is stored of builds, to see whether anybody changes it. */
  async rows(): Promise<string> {
    const tables = ['builds', 'phases', 'build_events', 'build_notices', 'build_messages'];
    const all = tables.map((table) => this.parts.stack.sql('orchestrator', `SELECT * FROM ${table} ORDER BY id`));
    return JSON.stringify(await Promise.all(all));
  }

  runsOf({ order }: Order): SeenRun[] {
    return this.runs.filter((run) => run.order === order);
  }

  /** How often a phase was begun beyond once. */
  extraRuns(orders: readonly Order[]): number {
    const runs = orders.flatMap((order) => this.runsOf(order));
    return runs.length - new Set(runs.map(({ order, phase, revision }) => `${order} ${phase} ${revision}`)).size;
  }

  /** Waits for the links, and a moment longer for those that come twice. */
  async judge(orders: readonly Order[]): Promise<Verdict> {
    await this.ended(orders).catch(() => []);
    const isTold = () => orders.every(({ customer }) => this.linksTo(customer) > 0) || undefined;
    await poll('the links', isTold, { timeoutMs: 20_000, everyMs: 50 }).catch(() => undefined);
    await wait(1_000);
    const phases = await this.phases(orders);
    // What was kept of a phase whose end was not recorded any more is used again by whoever takes it over
    const isLost = ({ id }: Order) => {
      const own = phases.filter(({ buildId }) => buildId === id);
      return own.length === 0 || own.some(({ state }) => state !== 'done' && state !== 'reused');
    };
    const repeated = orders.flatMap((order) =>
      this.runsOf(order)
        .filter(({ phase, revision, at }) =>
          phases.some((row) => {
            const isIts = row.buildId === order.id && row.name === phase && row.revision === revision;
            return isIts && row.finishedAt > 0 && at > row.finishedAt;
          }),
        )
        .map(({ phase }) => `${order.order} ${phase}`),
    );
    const mistold = orders.filter(({ customer }) => this.linksTo(customer) !== 1);
    const namesOf = (found: readonly Order[]) => found.map(({ order }) => order);
    return { lost: namesOf(orders.filter(isLost)), repeated, mistold: namesOf(mistold) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.doors.values()].map((door) => door.close()));
  }

  private linksTo({ waId }: Customer): number {
    return this.parts.graph.accepted.filter(({ to, text }) => to === waId && text.includes('/sites/')).length;
  }

  private door(orchestrator: number): GrpcClient<typeof BuildService> {
    const known = this.doors.get(orchestrator);
    if (known) return known;
    const { grpc } = this.parts.stack.replica('orchestrator', orchestrator).ports;
    const door = new GrpcClient(BuildService, `127.0.0.1:${grpc}`, {
      startBuild: 'gateway.orchestrator.commissionBuild',
      refineBuild: 'gateway.orchestrator.commissionBuild',
    });
    this.doors.set(orchestrator, door);
    return door;
  }
}
