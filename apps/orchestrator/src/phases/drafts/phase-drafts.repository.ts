import { Inject, Injectable } from '@nestjs/common';
import { Database, type RetentionRule, type Statement } from '#libs/database';
import type { PhaseTask } from '../../builds/phase-task.js';
import type { Delta } from '../workspace/workspace.js';

/** What runs have written that ended in an error: the next attempt goes on with it, and people are shown it. */
@Injectable()
export class PhaseDrafts {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest counts. Of a phase that is gone meanwhile, as of somebody who was erased, nothing is kept. */
  async keep({ phaseId }: Pick<PhaseTask, 'phaseId'>, delta: Delta): Promise<void> {
    await this.database.query(KEEP, [phaseId, JSON.stringify(delta)]);
  }

  async find(phaseId: string): Promise<Delta | undefined> {
    const [row] = await this.database.query<{ delta: Delta }>(FIND, [phaseId]);
    return row?.delta;
  }
}

export const draftRetention = (days: number): RetentionRule[] =>
  ['phase_drafts', 'unfinished_sites'].map((table) => ({
    days,
    statement: { name: `${table}-purge`, text: purge(table) },
  }));

const KEEP: Statement = {
  name: 'phase-drafts-keep',
  text: `
    INSERT INTO phase_drafts (phase_id, build_id, delta)
    SELECT p.id, p.build_id, $2::jsonb FROM phases p WHERE p.id = $1 FOR KEY SHARE
    ON CONFLICT (phase_id) DO UPDATE SET delta = excluded.delta, at = now()`,
};

const FIND: Statement = { name: 'phase-drafts-find', text: 'SELECT delta FROM phase_drafts WHERE phase_id = $1' };

const purge = (table: string): string => `
  WITH old AS (
    SELECT ctid FROM ${table} WHERE at < now() - $1 * interval '1 day' ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED),
  gone AS (DELETE FROM ${table} t USING old WHERE t.ctid = old.ctid RETURNING 1)
  SELECT count(*)::int AS count FROM gone`;
