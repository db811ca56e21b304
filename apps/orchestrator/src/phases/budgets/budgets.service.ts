import { Inject, Injectable, Logger } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database, type RetentionRule, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../../orchestrator.config.js';
import type { BudgetLimits } from './budget-limits.js';

/** Whose budgets a run draws on. */
export interface Spender {
  /** The same for every attempt. */
  run: string;
  build: string;
  person: string;
  tenant: string;
}

interface Reservation {
  /** Null when it is refused; without a scope because others hold what is left. */
  granted: string[] | null;
  spent_scope: string | null;
  spent_amount: number | null;
}

/** Runs take seconds: to ask more often for a share that others hold is of no use. */
const HELD_MS = 1_500;
const AMOUNTS = ['tokens', 'cost', 'toolCalls', 'wallTime'];

/** What runs of agents may use: a share is taken before a run begins, and settled when it has ended, however it did. */
@Injectable()
export class Budgets {
  private readonly logger = new Logger(Budgets.name);
  private readonly limits: string;
  private readonly reserves = new Batcher<Spender, BudgetLimits | Error>((items) => this.reserveAll(items), {
    maxSize: 50,
  });
  private readonly settles = new Batcher<Spender & { used: number[] }, void>((items) => this.settleAll(items), {
    maxSize: 50,
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig,
  ) {
    this.limits = JSON.stringify({
      build: toAmounts(config.BUILD_MAX),
      person: toAmounts(config.BUILD_MAX_PERSON_DAY),
      tenant: toAmounts(config.BUILD_MAX_NUMBER_DAY),
    });
  }

  /**
   * The share of a run; amounts of 0 have no bound.
   * @throws AppError BUDGET_SPENT with the budget (build, person, tenant) and the amount that is used up; OVERLOADED while
   *   what is left of a day is held by other runs
   */
  async reserve(spender: Spender): Promise<BudgetLimits> {
    const share = await this.reserves.load(spender);
    if (share instanceof Error) throw share;
    return share;
  }

  /** What could not be settled counts as spent until the run is tried again. */
  async settle(spender: Spender, used: BudgetLimits): Promise<void> {
    try {
      await this.settles.load({ ...spender, used: toAmounts(used) });
    } catch (err) {
      this.logger.warn({ message: 'could not settle the budget of a phase', buildId: spender.build, err });
    }
  }

  /**
   * Gives a build all of its own budget again, unless one of the day is used up.
   * @throws AppError BUDGET_SPENT with that budget and when it begins anew
   */
  async refill({ build, person, tenant }: Omit<Spender, 'run'>): Promise<void> {
    const values = [build, person, tenant, this.limits];
    const [spent] = await this.database.query<{ scope: string; amount: number }>(REFILL, values);
    if (spent) throw spentError(spent.scope, spent.amount);
  }

  private async reserveAll(spenders: readonly Spender[]): Promise<(BudgetLimits | Error)[]> {
    const items = JSON.stringify(spenders.map((spender, place) => ({ ...spender, place })));
    const rows = await this.database.query<Reservation & { place: number }>(RESERVE, [items, this.limits]);
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    return spenders.map((_, place) => toShare(byPlace.get(place)!));
  }

  private async settleAll(items: readonly (Spender & { used: number[] })[]): Promise<void[]> {
    await this.database.query(SETTLE, [JSON.stringify(items)]);
    return items.map(() => undefined);
  }
}

const toAmounts = ({ tokens, costMicros, toolCalls, wallMs }: BudgetLimits): number[] =>
  [tokens, costMicros, toolCalls, wallMs].map((amount) => Math.max(0, Math.round(amount)));

function toShare({ granted, spent_scope, spent_amount }: Reservation): BudgetLimits | AppError {
  if (!granted && !spent_scope) {
    const retryAfterMs = `${Math.round(HELD_MS * (0.5 + Math.random()))}`;
    return new AppError('OVERLOADED', { message: 'runs of other builds hold the budget', metadata: { retryAfterMs } });
  }
  if (!granted) return spentError(spent_scope!, spent_amount!);
  const [tokens, costMicros, toolCalls, wallMs] = granted.map(Number);
  return { tokens: tokens!, costMicros: costMicros!, toolCalls: toolCalls!, wallMs: wallMs! };
}

/** @param amount counted from 1 */
function spentError(scope: string, amount: number): AppError {
  const metadata: Record<string, string> = { budget: scope, amount: AMOUNTS[amount - 1]! };
  if (scope !== 'build') metadata['resumeAt'] = nextDay().toISOString();
  return new AppError('BUDGET_SPENT', { metadata });
}

/** When the budgets of a day begin anew. */
const nextDay = (): Date => new Date((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000);

/** On the disk before any money is spent. */
const RESERVE: Statement = { name: 'budgets-reserve', text: 'SELECT * FROM reserve_budgets($1::jsonb, $2::jsonb)' };
/** The recording of the phase, which comes after it and waits for the disk, takes it along. */
const SETTLE: Statement = {
  name: 'budgets-settle',
  text: `SELECT set_config('synchronous_commit', 'off', true), settle_budgets($1::jsonb)`,
};

/** What runs hold of the build's budget is still theirs. */
const REFILL: Statement = {
  name: 'budgets-refill',
  text: `
    WITH used_up AS MATERIALIZED (
      SELECT b.scope, amount
        FROM build_budgets b
       CROSS JOIN generate_series(1, 4) AS amount
       CROSS JOIN LATERAL (SELECT ($4::jsonb -> b.scope ->> (amount - 1))::bigint AS most) AS bound
       WHERE (b.scope, b.id) IN (('person', $2), ('tenant', $3)) AND b.day = (now() AT TIME ZONE 'UTC')::date
         AND bound.most > 0 AND b.spent[amount] >= bound.most
       ORDER BY 1, 2 LIMIT 1),
    filled AS (
      UPDATE build_budgets SET spent = '{0,0,0,0}', touched_at = now()
       WHERE scope = 'build' AND id = $1 AND day = '1970-01-01' AND NOT EXISTS (SELECT FROM used_up))
    SELECT scope, amount FROM used_up`,
};

export const budgetRetention = (days: number): RetentionRule[] => [{ statement: PURGE, days }];

const PURGE: Statement = {
  name: 'budgets-purge',
  text: `WITH old AS (
      SELECT scope, id, day FROM build_budgets WHERE touched_at < now() - $1 * interval '1 day' LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM build_budgets b USING old WHERE (b.scope, b.id, b.day) = (old.scope, old.id, old.day) RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};
