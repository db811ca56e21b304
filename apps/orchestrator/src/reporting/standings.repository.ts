import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import type { Change } from '../builds/build-row.js';
import type { ShownPhase } from './shown-phase.js';
import type { Standing } from './standing.js';

interface Row extends Omit<Standing, 'phases' | 'revisions' | 'waiting'> {
  changes: Change[];
  revisions: (Omit<Standing['revisions'][number], 'createdAt'> & { createdAt: string })[];
  phases: (Omit<ShownPhase, 'startedAt'> & { startedAt: string | null })[];
}

/** Builds of a person that a message may be about: the newest. */
const MOST = 8;

/** How builds stand, as far as people are told of it. */
@Injectable()
export class StandingsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(buildId: string): Promise<Standing | undefined> {
    const rows = await this.database.query<Row & Record<string, unknown>>(FIND, [buildId]);
    return rows.map(toStanding)[0];
  }

  /** The newest first. */
  async ofConversation(conversationId: string): Promise<Standing[]> {
    return (await this.database.query<Row & Record<string, unknown>>(OF_CONVERSATION, [conversationId, MOST])).map(
      toStanding,
    );
  }
}

const toStanding = ({ phases, revisions, changes, ...row }: Row): Standing => ({
  ...row,
  revisions: revisions.map((revision) => ({ ...revision, createdAt: new Date(revision.createdAt) })),
  waiting: changes.filter(({ revision, isActive }) => revision === 0 && isActive),
  phases: phases.map(({ startedAt, ...phase }) => ({
    ...phase,
    ...(startedAt && { startedAt: new Date(startedAt) }),
  })),
});

const standings = (builds: string): string => `
  SELECT b.id, b.conversation_id AS "conversationId", b.title, b.language, b.workflow->>'name' AS workflow, b.state, b.revision,
         b.revisions, b.changes, b.reason, b.created_at AS "createdAt", b.finished_at AS "finishedAt",
         coalesce(site.url, '') AS url, coalesce(shown.phases, '[]') AS phases, coalesce(unfinished.url, '') AS "unfinishedUrl",
         b.resume_at AS "resumeAt"
    FROM (${builds}) AS b
   CROSS JOIN LATERAL (
     SELECT json_agg(json_strip_nulls(json_build_object(
              'name', p.name, 'agent', p.definition->>'agent', 'block', p.definition->>'block', 'dependsOn', p.depends_on,
              'isConditional', p.definition ? 'when', 'state', p.state, 'startedAt', p.claimed_at,
              'output', p.outcome->'output', 'screenshot', p.outcome->>'screenshot')) ORDER BY p.position) AS phases
       FROM phases p WHERE p.build_id = b.id AND p.revision = b.revision) AS shown
    LEFT JOIN LATERAL (
     SELECT p.outcome->'output'->>'url' AS url FROM phases p
      WHERE p.build_id = b.id AND p.state IN ('done', 'reused') AND p.outcome->'output' ? 'url'
      ORDER BY p.revision DESC, p.position DESC LIMIT 1) AS site ON true
    LEFT JOIN unfinished_sites unfinished
           ON unfinished.build_id = b.id AND unfinished.revision = b.revision AND b.state IN ('paused', 'failed', 'cancelled')`;

const FIND: Statement = {
  name: 'builds-standing',
  text: standings('SELECT * FROM builds WHERE id = $1'),
};

const OF_CONVERSATION: Statement = {
  name: 'builds-standing-of-person',
  text: `${standings('SELECT * FROM builds WHERE conversation_id = $1 ORDER BY id DESC LIMIT $2')} ORDER BY b.id DESC`,
};
