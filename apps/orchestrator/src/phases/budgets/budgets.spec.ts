import { randomUUID } from 'node:crypto';
import { BuildsStage } from '../../builds/builds.stage.js';
import type { OrchestratorConfig } from '../../orchestrator.config.js';
import { type BudgetLimits, budgetLimits } from './budget-limits.js';
import { Budgets, type Spender } from './budgets.service.js';

const limits = (text: string): BudgetLimits => budgetLimits('').parse(text);
const used = (tokens: number): BudgetLimits => ({ tokens, costMicros: 0, toolCalls: 0, wallMs: 0 });

describe(Budgets, () => {
  const stage = new BuildsStage();
  const open = (build = 'none', person = 'none', number = 'none'): Budgets =>
    new Budgets(stage.database, {
      BUILD_MAX: limits(build),
      BUILD_MAX_PERSON_DAY: limits(person),
      BUILD_MAX_NUMBER_DAY: limits(number),
    } as OrchestratorConfig);
  const spender = (fields: Partial<Spender> = {}): Spender => ({
    run: randomUUID(),
    build: 'b',
    person: 'p',
    tenant: 't',
    ...fields,
  });
  const rows = () =>
    stage.sql('SELECT scope, spent[1]::int AS spent, reserved[1]::int AS reserved FROM build_budgets ORDER BY scope');
  beforeAll(() => stage.open(), 60_000);
  afterEach(() => stage.sql('TRUNCATE build_budgets'));
  afterAll(() => stage.close());

  it('gives a share of the tightest budget, and takes it back when it is settled', async () => {
    const budgets = open('tokens=4000000,usd=8,minutes=2', 'tokens=1000000');
    const one = spender();
    expect(await budgets.reserve(one)).toEqual({
      tokens: 250_000,
      costMicros: 2_000_000,
      toolCalls: 0,
      wallMs: 120_000,
    });
    expect(await rows()).toEqual([
      { scope: 'build', spent: 0, reserved: 250_000 },
      { scope: 'person', spent: 0, reserved: 250_000 },
      { scope: 'tenant', spent: 0, reserved: 250_000 },
    ]);
    await budgets.settle(one, used(1_000));
    await budgets.settle(one, used(1_000)); // a repeat changes nothing
    expect(await rows()).toMatchObject([
      { spent: 1_000, reserved: 0 },
      { spent: 1_000, reserved: 0 },
      { spent: 1_000, reserved: 0 },
    ]);
  });

  it('gives ten at once together no more than there is, and something to each', async () => {
    const budgets = open('tokens=1000000');
    const shares = await Promise.all(Array.from({ length: 10 }, () => budgets.reserve(spender())));
    const tokens = shares.map((share) => share.tokens);
    expect(Math.min(...tokens)).toBeGreaterThanOrEqual(18_000);
    expect(tokens.reduce((all, one) => all + one)).toBeLessThanOrEqual(1_000_000);
  });

  it('refuses by the budget that is spent; those of a day say when they begin anew', async () => {
    const budgets = open('tokens=1000', 'tokens=2000');
    const one = spender();
    await budgets.reserve(one);
    await budgets.settle(one, used(1_000));
    await expect(budgets.reserve(spender())).rejects.toMatchObject({
      reason: 'BUDGET_SPENT',
      metadata: { budget: 'build', amount: 'tokens' },
    });
    const two = spender({ build: 'c' });
    await budgets.reserve(two);
    await budgets.settle(two, used(1_500));
    await expect(budgets.reserve(spender({ build: 'd' }))).rejects.toMatchObject({
      metadata: { budget: 'person', resumeAt: expect.stringMatching(/T00:00:00.000Z$/) as unknown },
    });
    await expect(budgets.reserve(spender({ build: 'd', person: 'q' }))).resolves.toMatchObject({ tokens: 1_000 });
  });

  it('waits for what runs of other builds hold of a day, which is not spent', async () => {
    const budgets = open('tokens=100000', 'none', 'tokens=400000');
    const all = Array.from({ length: 16 }, (_, n) => spender({ build: `b${n}`, person: `p${n}` }));
    for (const one of all) expect((await budgets.reserve(one)).tokens).toBeGreaterThanOrEqual(20_000);
    const next = spender({ build: 'next', person: 'next' });
    await expect(budgets.reserve(next)).rejects.toMatchObject({
      reason: 'OVERLOADED',
      metadata: { retryAfterMs: expect.stringMatching(/^\d{3,4}$/) as unknown },
    });
    await budgets.settle(all[0]!, used(10));
    expect((await budgets.reserve(next)).tokens).toBeGreaterThanOrEqual(20_000);
    for (const one of all.slice(1)) await budgets.settle(one, used(30_000));
    await expect(budgets.reserve(spender({ build: 'last' }))).rejects.toMatchObject({
      reason: 'BUDGET_SPENT',
      metadata: { budget: 'tenant', amount: 'tokens' },
    });
  });

  it('gives back what a run held whose process died, when it is tried again', async () => {
    const budgets = open('tokens=400000');
    const one = spender();
    const shares = [await budgets.reserve(one), await budgets.reserve(one), await budgets.reserve(one)];
    expect(shares.map(({ tokens }) => tokens)).toEqual([100_000, 100_000, 100_000]);
  });

  it('knows no bound where none is set', async () => {
    expect(await open().reserve(spender())).toEqual({ tokens: 0, costMicros: 0, toolCalls: 0, wallMs: 0 });
  });

  it('lets many builds of few people begin and end at once', async () => {
    const replicas = [open('tokens=1000000'), open('tokens=1000000')];
    const all = Array.from({ length: 300 }, (_, n) =>
      spender({ build: `b${n % 40}`, person: `p${n % 7}`, tenant: `t${n % 2}` }),
    );
    await Promise.all(
      all.map(async (one, n) => {
        const budgets = replicas[n % 2]!;
        await budgets.reserve(one);
        await budgets.settle(one, used(10));
      }),
    );
    const [sum] = await stage.sql(
      `SELECT sum(spent[1])::int AS spent, sum(reserved[1])::int AS reserved FROM build_budgets WHERE scope = 'tenant'`,
    );
    expect(sum).toEqual({ spent: 3_000, reserved: 0 });
  });
});

describe(budgetLimits, () => {
  it('reads amounts, and names what it does not understand', () => {
    expect(limits('tokens=5, usd=0.5,calls=7,minutes=1.5')).toEqual({
      tokens: 5,
      costMicros: 500_000,
      toolCalls: 7,
      wallMs: 90_000,
    });
    expect(budgetLimits('').safeParse('euro=5').error?.issues[0]!.message).toContain('not euro=5');
  });
});
