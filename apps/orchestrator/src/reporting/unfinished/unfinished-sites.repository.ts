import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import type { PhaseOutcome } from '../../builds/phase-outcome.js';
import type { Delta } from '../../phases/workspace/workspace.js';

/** A build that does not go on, as far as its files are concerned. */
export interface UnfinishedBuild {
  id: string;
  revision: number;
  phoneNumberId: string;
  contactId: string;
  title: string;
  /** A phase of it has put a site on the air, in this revision or an earlier one. */
  isPublished: boolean;
  /** Of the newest revision, in the order of the workflow: with what each gave, or what a run of it has left. */
  phases: { name: string; outcome?: PhaseOutcome; draft?: Delta }[];
}

/** Where people can see what there is of builds that have not come to their end. */
@Injectable()
export class UnfinishedSitesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Undefined for one that goes on or is done. */
  async read(buildId: string): Promise<UnfinishedBuild | undefined> {
    const [row] = await this.database.query<UnfinishedBuild & Record<string, unknown>>(READ, [buildId]);
    return row;
  }

  /** Not for a build that has gone on, or is gone, meanwhile. */
  async note({ id, revision }: Pick<UnfinishedBuild, 'id' | 'revision'>, url: string): Promise<void> {
    await this.database.query(NOTE, [id, revision, url]);
  }
}

const READ: Statement = {
  name: 'unfinished-sites-read',
  text: `
    SELECT b.id, b.revision, b.phone_number_id AS "phoneNumberId", b.conversation_id AS "contactId", b.title,
           EXISTS (SELECT FROM phases p WHERE p.build_id = b.id AND p.state IN ('done', 'reused') AND p.outcome->'output' ? 'url')
             AS "isPublished",
           coalesce((
             SELECT json_agg(json_strip_nulls(json_build_object(
                      'name', p.name, 'outcome', CASE WHEN g.is_given THEN p.outcome END, 'draft', CASE WHEN NOT g.is_given THEN d.delta END))
                      ORDER BY p.position)
               FROM phases p
               LEFT JOIN phase_drafts d ON d.phase_id = p.id
              CROSS JOIN LATERAL (SELECT p.state IN ('done', 'reused') AS is_given) AS g
              WHERE p.build_id = b.id AND p.revision = b.revision AND (g.is_given OR d.phase_id IS NOT NULL)), '[]') AS phases
      FROM builds b WHERE b.id = $1 AND b.state IN ('paused', 'failed', 'cancelled')`,
};

const NOTE: Statement = {
  name: 'unfinished-sites-note',
  text: `
    INSERT INTO unfinished_sites (build_id, revision, url)
    SELECT b.id, b.revision, $3 FROM builds b WHERE b.id = $1 AND b.revision = $2 FOR KEY SHARE
    ON CONFLICT (build_id) DO UPDATE SET revision = excluded.revision, url = excluded.url, at = now()`,
};
