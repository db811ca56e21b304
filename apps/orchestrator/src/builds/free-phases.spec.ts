import { randomUUID } from 'node:crypto';
import type { Workflow } from '../workflows/workflow.js';
import { BuildsStage, outcomeOf, phase, workflowOf } from './builds.stage.js';
import { layPhases } from './lay-phases.js';
import { emptyUsage, type PhaseOutcome } from './phase-outcome.js';
import type { PhaseEnd, PhaseRow } from './phase-row.js';
import { endColumns, FINISH } from './phases.repository.js';

const chain = workflowOf(phase('plan'), phase('code', ['plan']), phase('deploy', ['code'], { effect: 'external' }));
const free: Partial<PhaseOutcome> = { usage: emptyUsage };

describe('the end of a phase', () => {
  const stage = new BuildsStage();
  beforeAll(() => stage.open());
  afterEach(() => stage.reset());
  afterAll(() => stage.close());

  /** Begins a build and answers the phases that were claimed with it. */
  const begin = async (workflow: Workflow): Promise<PhaseRow[]> => {
    const { workflow: _, ...fields } = stage.request();
    const build = { ...fields, key: randomUUID(), workflow, phases: layPhases(workflow.phases) };
    return stage.sql<PhaseRow>(
      `SELECT id, epoch, attempts, content FROM start_builds($1, 10, 10, 'me', 60000, 100, 100) WHERE kind = 'work'`,
      [JSON.stringify([build])],
    );
  };
  /** Records ends, and answers what was claimed and whether its commit waits for the disk. */
  const finish = (ends: PhaseEnd[]) =>
    stage.database.transaction(async (client) => {
      await client.query('SET LOCAL synchronous_commit = on'); // as in production
      const { rows } = await client.query<PhaseRow & { kind: string }>(FINISH.text, [
        ...endColumns(ends),
        ...[10, 'me', 60_000, 100, 100],
      ]);
      const [setting] = (await client.query<{ synchronous_commit: string }>('SHOW synchronous_commit')).rows;
      const of = (kind: string) => rows.filter((row) => row.kind === kind);
      return { work: of('work'), ours: of('ours'), waits: setting!.synchronous_commit === 'on' };
    });
  const done = (row: PhaseRow, fields: Partial<PhaseOutcome> = free): PhaseEnd => ({
    row,
    state: 'done',
    outcome: outcomeOf(row.content.phase.name, fields),
    reason: '',
    errorClass: '',
  });

  it.each([
    ['has used nothing', free],
    ['stands on an earlier result', { isReused: true }],
  ])('does not wait for the disk when it %s', async (_, outcome) => {
    const [plan] = await begin(chain);
    expect((await finish([done(plan!, outcome)])).waits).toBe(false);
  });

  it.each([
    ...[...Object.keys(emptyUsage), 'what is not known yet']
      .filter((kind) => kind !== 'model')
      .map((kind) => [`has used 1 of ${kind}`, { usage: { ...emptyUsage, [kind]: 1 } }] as const),
    ['does not say what it has used', { usage: {} as PhaseOutcome['usage'] }] as const,
    ['gives the build a name', { ...free, title: 'Sol' }] as const,
  ])('waits for the disk when it %s', async (_, outcome) => {
    const [plan] = await begin(chain);
    expect((await finish([done(plan!, outcome)])).waits).toBe(true);
  });

  it('waits for the disk before what has an effect, after it, and with the end of a build', async () => {
    const [plan] = await begin(chain);
    const [code] = (await finish([done(plan!)])).work;
    const claiming = await finish([done(code!)]);
    expect(claiming).toMatchObject({ work: [{ content: { phase: { name: 'deploy' } } }], waits: true });
    expect((await finish([done(claiming.work[0]!)])).waits).toBe(true);

    const [first] = await begin(workflowOf(phase('first', [], { effect: 'external' }), phase('next', ['first'])));
    expect((await finish([done(first!)])).waits).toBe(true);
    const [only] = await begin(workflowOf(phase('only')));
    expect((await finish([done(only!)])).waits).toBe(true);
  });

  it('waits for the disk when it has failed, asks for a yes, or shares a statement with one that cost something', async () => {
    const [failing] = await begin(chain);
    expect((await finish([{ row: failing!, state: 'failed', reason: 'INTERNAL', errorClass: 'unknown' }])).waits).toBe(
      true,
    );
    const [asking] = await begin(workflowOf(phase('plan'), phase('code', ['plan'], { approval: true })));
    expect((await finish([done(asking!)])).waits).toBe(true);
    const [one, other] = await begin(workflowOf(phase('a'), phase('b'), phase('c', ['a', 'b'])));
    expect((await finish([done(one!), done(other!, {})])).waits).toBe(true);
  });

  it('that comes for a claim which the database has lost in a crash is not taken for that of the next claim', async () => {
    const [plan] = await begin(chain);
    const [lost] = (await finish([done(plan!)])).work;
    await stage.sql(`UPDATE phases SET state = 'ready', epoch = 0, attempts = 0, owner = NULL WHERE id = $1`, [
      lost!.id,
    ]);
    const [again] = await stage.sql<PhaseRow>(
      `SELECT phase_id AS id, phase_epoch AS epoch, content FROM claim_phases(1, 'other', 60000, 100, 100)`,
    );
    expect(again).toMatchObject({ id: lost!.id });
    expect((await finish([done(lost!)])).ours).toEqual([]);
    expect((await finish([done(again!)])).ours).toHaveLength(1);
  });
});
