import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import type { BuildRow } from '../../builds/build-row.js';
import type { WorkspaceFile } from './workspace.js';

/** The files of what a person has on the air: where a build begins that goes on with a site instead of making one. */
@Injectable()
export class NewestSite {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Of the build of this person, but not this one, that published last. @throws AppError SITE_MISSING when there is none */
  async before({ id, conversationId }: Pick<BuildRow, 'id' | 'conversationId'>): Promise<WorkspaceFile[]> {
    const [row] = await this.database.query<{ files: WorkspaceFile[] }>(FIND, [conversationId, id]);
    if (!row) throw new AppError('SITE_MISSING', { message: 'the person has no site that is finished' });
    return row.files;
  }
}

/** What publishes begins with everything that is published. */
const FIND: Statement = {
  name: 'newest-site',
  text: `
    SELECT p.outcome->'files' AS files FROM builds b JOIN phases p ON p.build_id = b.id
     WHERE b.conversation_id = $1 AND b.id <> $2 AND p.definition->>'effect' = 'external' AND p.state IN ('done', 'reused')
       AND p.outcome->'files' @> '[{"path": "index.html"}]'
     ORDER BY p.finished_at DESC, p.id DESC LIMIT 1`,
};
