import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { AppError, toAppError } from '#libs/errors';
import type { Phase } from '../workflows/workflow.js';
import { addEvent, BuildEdits, expectOpen, lockBuild, type LockedBuild } from './build-edits.js';
import { isOpen, type PhaseState } from './build-row.js';
import { type LaidPhase, layPhases } from './lay-phases.js';
import type { MovedBuild, PhaseEnd, PhaseRow } from './phase-row.js';
import { endColumns, FINISH } from './phases.repository.js';

interface StoredPhase {
  id: string;
  name: string;
  state: PhaseState;
  definition: Phase;
}

const notBegun: readonly PhaseState[] = ['blocked', 'ready', 'waiting_approval'];

/** What people and phases do to builds that run. */
@Injectable()
export class BuildSteering {
  private readonly logger = new Logger(BuildSteering.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BuildEdits) private readonly edits: BuildEdits,
  ) {}

  /** Of a build that has ended it changes nothing. @throws AppError NOT_FOUND */
  async cancel(buildId: string, by: string, why: string): Promise<void> {
    await this.edits.edit(buildId, { by }, async (client, { state }) => {
      if (isOpen(state)) await stop(client, buildId, by, why);
    });
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE */
  async pause(buildId: string, by: string, reason: string, resumeAt?: Date): Promise<void> {
    await this.edits.edit(buildId, { by, note: { type: 'paused', detail: reason } }, async (client, build) => {
      expectOpen(build);
      await hold(client, build, by, reason, resumeAt);
    });
  }

  /** What is ready begins again. @throws AppError NOT_FOUND, BUILD_STATE */
  async resume(buildId: string, by: string): Promise<void> {
    await this.edits.edit(buildId, { by, note: { type: 'resumed' } }, async (client, { state, revision }) => {
      if (state !== 'paused')
        throw new AppError('BUILD_STATE', { message: `the build is ${state}`, metadata: { state } });
      await client.query(`UPDATE builds SET state = 'running', reason = '', resume_at = NULL WHERE id = $1`, [buildId]);
      await client.query(
        `UPDATE phases SET due_at = now() WHERE build_id = $1 AND revision = $2 AND state = 'ready' AND due_at = 'infinity'`,
        [buildId, revision],
      );
    });
  }

  /** Runs a phase that failed again, and what was given up with it. @throws AppError NOT_FOUND, BUILD_STATE */
  async retryPhase(buildId: string, phaseId: string, by: string): Promise<void> {
    await this.onPhase(buildId, phaseId, by, 'retried', ['failed', 'cancelled'], 'blocked');
  }

  /** Goes on without it. @throws AppError NOT_FOUND, BUILD_STATE */
  async skipPhase(buildId: string, phaseId: string, by: string): Promise<void> {
    await this.onPhase(buildId, phaseId, by, 'skipped', [...notBegun, 'failed', 'cancelled'], 'skipped');
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE */
  async approvePhase(buildId: string, phaseId: string, by: string): Promise<void> {
    await this.onPhase(buildId, phaseId, by, 'approved', ['waiting_approval'], 'blocked');
  }

  /** A phase that is told to spend no more waits with its build. False when the phase belongs to somebody else by now. */
  async pauseAt(row: PhaseRow, reason: string, resumeAt?: Date): Promise<boolean> {
    let isOurs = false;
    await this.edits.edit(row.content.buildId, { by: 'system' }, async (client, build) => {
      const { rowCount } = await client.query(
        `UPDATE phases SET state = 'ready', owner = NULL, lease_until = NULL, attempts = attempts - 1, error_detail = $3
          WHERE id = $1 AND epoch = $2 AND state = 'running'`,
        [row.id, row.epoch, reason],
      );
      isOurs = rowCount === 1;
      if (!isOurs) return;
      if (build.state !== 'paused')
        await addEvent(client, build, 'system', { type: 'paused', phase: row.content.phase.name, detail: reason });
      await hold(client, build, 'system', reason, resumeAt);
    });
    return isOurs;
  }

  /** Records the end of a phase that has decided how the build goes on. @throws AppError WORKFLOW_INVALID */
  async expand(end: PhaseEnd): Promise<{ isOurs: boolean; moved: MovedBuild[] }> {
    const { content, id, epoch } = end.row;
    const workflow = end.outcome!.expand!;
    return this.database.transaction(async (client) => {
      const build = await lockBuild(client, content.buildId);
      const { rows: phases } = await client.query<StoredPhase & { epoch: string }>(
        'SELECT id, name, state, definition, epoch FROM phases WHERE build_id = $1 AND revision = $2 ORDER BY id FOR UPDATE',
        [build.id, build.revision],
      );
      if (phases.some((one) => one.id === id && one.epoch === epoch && one.state === 'running')) {
        const begun = phases.filter(({ state }) => !notBegun.includes(state));
        const names = begun.map(({ name }) => name);
        const fresh = workflow.phases.filter(({ name }) => !names.includes(name));
        const laid = layPhases([...begun.map(({ definition }) => definition), ...fresh]);
        await client.query(
          `DELETE FROM phases WHERE build_id = $1 AND revision = $2 AND state IN ('blocked', 'ready', 'waiting_approval')`,
          [build.id, build.revision],
        );
        await insertPhases(client, build, laid.slice(begun.length));
        const { name, title, version } = workflow;
        await client.query('UPDATE builds SET workflow = $2 WHERE id = $1', [
          build.id,
          JSON.stringify({ name, title, version, traceparent: build.workflow.traceparent }),
        ]);
        await addEvent(client, build, 'system', { type: 'planned', phase: content.phase.name, detail: name });
      }
      const { rows } = await client.query<{ kind: string; id: string; content: Omit<MovedBuild, 'id'> }>(FINISH.text, [
        ...endColumns([end]),
        0,
        null,
        0,
        0,
        0,
      ]);
      return {
        isOurs: rows.some(({ kind }) => kind === 'ours'),
        moved: rows.filter(({ kind }) => kind === 'build').map((row) => ({ ...row.content, id: row.id })),
      };
    });
  }

  /** The record that others go on with what a replica has left behind. */
  async noteTakeover(phaseIds: readonly string[], type: 'taken_over' | 'recovered'): Promise<void> {
    await this.database.query(
      {
        name: 'builds-note-takeover',
        text: `INSERT INTO build_events (build_id, revision, phase, type, by)
               SELECT build_id, revision, name, $2, 'system' FROM phases WHERE id = ANY ($1::uuid[])`,
      },
      [phaseIds, type],
    );
  }

  /** Paused builds whose time has come go on; one that cannot holds up none of those behind it. */
  async resumeDue(): Promise<void> {
    const rows = await this.database.query<{ id: string }>({
      name: 'builds-due-resumes',
      text: `SELECT id FROM builds WHERE state = 'paused' AND resume_at <= now() ORDER BY resume_at LIMIT 200`,
    });
    for (const { id } of rows) {
      try {
        await this.resume(id, 'system');
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.reason === 'STORE_UNAVAILABLE') throw error;
        // Another replica may have been first
        if (error.reason !== 'BUILD_STATE')
          this.logger.warn({ message: 'a build does not go on though its pause is over', buildId: id, err: error });
      }
    }
  }

  private async onPhase(
    buildId: string,
    phaseId: string,
    by: string,
    type: string,
    from: readonly PhaseState[],
    to: 'blocked' | 'skipped',
  ): Promise<void> {
    await this.edits.edit(buildId, { by }, async (client, build) => {
      const { rows } = await client.query<StoredPhase>(
        'SELECT id, name, state, definition FROM phases WHERE id = $1 AND build_id = $2 AND revision = $3 FOR UPDATE',
        [phaseId, buildId, build.revision],
      );
      const [phase] = rows;
      if (!phase) throw new AppError('NOT_FOUND', { message: 'no such phase in this revision' });
      if (!from.includes(phase.state) || build.state === 'done')
        throw new AppError('BUILD_STATE', { message: `the phase is ${phase.state}`, metadata: { state: phase.state } });
      await client.query(
        `UPDATE phases SET state = $2, attempts = 0, lapses = 0, epoch = epoch + 1, error_class = NULL, error_detail = NULL,
                is_approved = is_approved OR $3, finished_at = CASE $2 WHEN 'skipped' THEN now() END WHERE id = $1`,
        [phaseId, to, type === 'approved'],
      );
      if (!isOpen(build.state)) await reopen(client, build);
      await addEvent(client, build, by, { type, phase: phase.name });
    });
  }
}

/** Cancels what has not ended; replicas that hold some of it are told with the commit. */
async function stop(client: Transaction, buildId: string, by: string, why: string): Promise<void> {
  await client.query(`SELECT stop_builds(ARRAY[$1::uuid], ARRAY['cancelled'], ARRAY[$2], $3)`, [buildId, why, by]);
}

/** What was given up when the build ended waits again. */
async function reopen(client: Transaction, build: LockedBuild): Promise<void> {
  await client.query(
    `UPDATE phases SET state = 'blocked', attempts = 0, lapses = 0, finished_at = NULL
      WHERE build_id = $1 AND revision = $2 AND state = 'cancelled'`,
    [build.id, build.revision],
  );
  await client.query(`UPDATE builds SET state = 'running', reason = '', finished_at = NULL WHERE id = $1`, [build.id]);
}

async function hold(
  client: Transaction,
  build: LockedBuild,
  by: string,
  reason: string,
  resumeAt?: Date,
): Promise<void> {
  await client.query(
    `UPDATE phases SET due_at = 'infinity' WHERE build_id = $1 AND revision = $2 AND state = 'ready'`,
    [build.id, build.revision],
  );
  if (build.state === 'paused') return;
  await client.query(`UPDATE builds SET state = 'paused', reason = $2, resume_at = $3 WHERE id = $1`, [
    build.id,
    reason,
    resumeAt ?? null,
  ]);
  await client.query(
    `INSERT INTO build_notices (build_id, revision, build_state, by, reason) VALUES ($1, $2, 'paused', $3, $4)`,
    [build.id, build.revision, by, reason],
  );
}

/** Behind those that are there; each knows what it gave in the revision that this one was made from. */
async function insertPhases(client: Transaction, build: LockedBuild, phases: readonly LaidPhase[]): Promise<void> {
  await client.query(
    `INSERT INTO phases (build_id, revision, position, phone_number_id, name, definition, depends_on, ancestors, previous_id, state)
     SELECT $1, $2, phase.position, $3, phase.definition->>'name', phase.definition, phase.depends_on, phase.ancestors,
            (SELECT coalesce(CASE WHEN o.outcome IS NULL THEN o.previous_id END, o.id) FROM phases o
              WHERE o.build_id = $1 AND o.revision = $4 AND o.name = phase.definition->>'name'), 'blocked'
       FROM jsonb_to_recordset($5) AS phase (position int, definition jsonb, depends_on text[], ancestors text[])`,
    [build.id, build.revision, build.phoneNumberId, build.revisions.at(-1)!.parent, JSON.stringify(phases)],
  );
}
