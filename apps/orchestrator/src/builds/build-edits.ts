import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { AppError } from '#libs/errors';
import { BuildOutcomes } from './build-outcomes.js';
import { isOpen, type Revision } from './build-row.js';
import { buildColumns, type StoredBuild } from './builds.repository.js';
import type { MovedBuild } from './phase-row.js';

/** A build whose row is locked: nothing about it or its phases changes meanwhile, but for leases. */
export interface LockedBuild extends StoredBuild {
  revisions: (Omit<Revision, 'createdAt'> & { createdAt: string })[];
  /** Of the database. */
  now: Date;
}

/** What is done to a build, and why; with a key it is done once. */
export interface EditNote {
  type: string;
  detail?: string;
  phase?: string;
  key?: string;
}

/** Changes one build at a time, each in a transaction with the record of who did it. */
@Injectable()
export class BuildEdits {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BuildOutcomes) private readonly outcomes: BuildOutcomes,
  ) {}

  /**
   * Runs `work` on the locked build and lets the build go on from what that has left, unless the note's key says that it was
   * done before. @throws AppError NOT_FOUND, or what `work` throws
   */
  async edit(
    buildId: string,
    { by, note }: { by: string; note?: EditNote },
    work: (client: Transaction, build: LockedBuild) => Promise<void>,
  ): Promise<void> {
    const moved = await this.database.transaction(async (client) => {
      const build = await lockBuild(client, buildId);
      if (note && !(await addEvent(client, build, by, note))) return [];
      await work(client, build);
      const { rows } = await client.query<{ content: Omit<MovedBuild, 'id'> }>(
        'SELECT content FROM advance_builds(ARRAY[$1::uuid], $2)',
        [buildId, by],
      );
      await client.query(`SELECT pg_notify('phases_due', '0')`);
      return rows.map(({ content }) => ({ ...content, id: buildId }));
    });
    this.outcomes.note(moved);
    if (moved.length === 0) await this.show(buildId);
  }

  /** Says in this process how a build stands, which also begins what became ready. */
  private async show(id: string): Promise<void> {
    const [row] = await this.database.query<MovedBuild & Record<string, unknown>>(
      {
        name: 'builds-moved',
        text: 'SELECT b.id, m.* FROM builds b, json_to_record(moved_build(b)) AS m(state text, reason text, revision int, workflow text, seconds float8) WHERE b.id = $1',
      },
      [id],
    );
    if (row) this.outcomes.show(row);
  }
}

/** @throws AppError NOT_FOUND */
export async function lockBuild(client: Transaction, buildId: string): Promise<LockedBuild> {
  const { rows } = await client.query<LockedBuild>(
    `SELECT ${buildColumns}, b.revisions, now() FROM builds b WHERE b.id = $1 FOR UPDATE`,
    [buildId],
  );
  if (!rows[0]) throw new AppError('NOT_FOUND', { message: 'no such build' });
  return rows[0];
}

/** False when its key is known. */
export async function addEvent(client: Transaction, build: LockedBuild, by: string, note: EditNote): Promise<boolean> {
  const { rows } = await client.query(
    `INSERT INTO build_events (build_id, revision, phase, type, by, detail, idempotency_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
     RETURNING id`,
    [build.id, build.revision, note.phase ?? '', note.type, by, note.detail ?? '', note.key ?? null],
  );
  return rows.length > 0;
}

/** @throws AppError BUILD_STATE */
export function expectOpen({ state }: LockedBuild): void {
  if (!isOpen(state)) throw new AppError('BUILD_STATE', { message: `the build is ${state}`, metadata: { state } });
}
