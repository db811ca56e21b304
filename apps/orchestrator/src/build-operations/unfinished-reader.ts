import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import type { BuildState } from '../builds/build-row.js';
import type { BuildView } from '../builds/build-view.js';
import type { FileEntry } from '../builds/phase-outcome.js';
import { applyDelta, type Delta, toFiles, toWorkspace } from '../phases/workspace/workspace.js';

/** What there is of a build that does not go on. */
export interface UnfinishedView {
  url: string;
  /** When a paused one goes on by itself. */
  resumeAt?: Date;
  /** Files that runs have left, by the phase that has not come to its end. */
  drafts: ReadonlyMap<string, FileEntry[]>;
}

type Row = { id: string; url: string; resumeAt: Date | null; drafts: { phaseId: string; delta: Delta }[] };

const stopped: readonly BuildState[] = ['paused', 'failed', 'cancelled'];

/** Reads what there is of builds that have stopped; nothing is asked for others. */
@Injectable()
export class UnfinishedReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** By build. */
  async read(builds: readonly Pick<BuildView, 'id' | 'state'>[]): Promise<ReadonlyMap<string, UnfinishedView>> {
    const ids = builds.filter(({ state }) => stopped.includes(state)).map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<Row>(READ, [ids]);
    return new Map(
      rows.map(({ id, url, resumeAt, drafts }) => [
        id,
        { url, ...(resumeAt && { resumeAt }), drafts: new Map(drafts.map((one) => [one.phaseId, filesOf(one.delta)])) },
      ]),
    );
  }
}

const filesOf = (delta: Delta): FileEntry[] => toFiles(applyDelta(toWorkspace([]), delta));

const READ: Statement = {
  name: 'unfinished-of-builds',
  text: `
    SELECT b.id, coalesce(s.url, '') AS url, b.resume_at AS "resumeAt",
           coalesce((SELECT json_agg(json_build_object('phaseId', d.phase_id, 'delta', d.delta))
                       FROM phase_drafts d WHERE d.build_id = b.id), '[]') AS drafts
      FROM builds b LEFT JOIN unfinished_sites s ON s.build_id = b.id AND s.revision = b.revision
     WHERE b.id = ANY ($1::uuid[])`,
};
