import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { AppError } from '#libs/errors';
import type { BuildRow, Change, Revision } from './build-row.js';
import type { BuildEventView, BuildQuery, BuildView, PhaseView } from './build-view.js';

type Stored<Row> = Row & Record<string, unknown>;

/** What is known of builds: read by pages, by the chat and by those who watch. */
@Injectable()
export class BuildsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws AppError NOT_FOUND */
  async get(id: string): Promise<BuildView> {
    const [build] = await this.many([id]);
    if (!build) throw new AppError('NOT_FOUND', { message: 'no such build' });
    return build;
  }

  /** In no order; unknown ones are left out. */
  async many(ids: readonly string[]): Promise<BuildView[]> {
    return (await this.database.query<Stored<BuildView>>(MANY, [ids])).map(toView);
  }

  /** The newest first. */
  async list({ phoneNumberId, conversationId, text, state, before, limit }: BuildQuery): Promise<BuildView[]> {
    const rows = await this.database.query<Stored<BuildView>>(conversationId ? LIST_OF_PERSON : LIST, [
      phoneNumberId ?? null,
      conversationId ?? null,
      text ? `%${text.replaceAll(/[\\%_]/g, '\\$&')}%` : null,
      state ?? null,
      before ?? null,
      limit,
    ]);
    return rows.map(toView);
  }

  /** Of one revision, in the order of the workflow; of the newest one without a number. */
  async phases(buildId: string, revision = 0): Promise<PhaseView[]> {
    return this.database.query<Stored<PhaseView>>(PHASES, [buildId, revision]);
  }

  /** Oldest first, from after the event `after`. */
  async events(buildId: string, limit: number, after?: string): Promise<BuildEventView[]> {
    return this.database.query<Stored<BuildEventView>>(EVENTS, [buildId, limit, after ?? null]);
  }
}

function toView(row: BuildView): BuildView {
  const revisions = row.revisions.map((revision): Revision => ({
    ...revision,
    createdAt: new Date(revision.createdAt),
    state: revision.number === row.revision ? row.state : revision.state,
  }));
  return { ...row, contactId: row.conversationId, changes: activeOf(row.changes), revisions };
}

export const activeOf = (changes: readonly Change[]): Change[] => changes.filter(({ isActive }) => isActive);

/** About a build `b`, without `contactId`. */
export const buildColumns = `
  b.id, b.phone_number_id AS "phoneNumberId", b.conversation_id AS "conversationId", b.title, b.request, b.language,
  b.workflow, b.state, b.revision, b.changes, b.reason, b.created_at AS "createdAt"`;

export type StoredBuild = Omit<BuildRow, 'contactId'>;

const views = (builds: string): string => `
  SELECT ${buildColumns}, b.revisions, b.finished_at AS "finishedAt", facts.*
    FROM (${builds}) AS b
   CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE p.revision = b.revision)::int AS "phasesTotal",
            count(*) FILTER (WHERE p.revision = b.revision AND p.state IN ('done', 'reused', 'skipped'))::int AS "phasesDone",
            count(*) FILTER (WHERE p.revision = b.revision AND p.state = 'reused')::int AS "phasesReused",
            coalesce(sum(cost.tokens) FILTER (WHERE p.state <> 'reused'), 0)::float8 AS tokens,
            coalesce(sum(cost.micros) FILTER (WHERE p.state <> 'reused'), 0)::float8 AS "costMicros",
            coalesce(sum(cost.micros) FILTER (WHERE p.revision = b.revision AND p.state = 'reused'), 0)::float8 AS "savedMicros",
            coalesce((array_agg(p.outcome->'output'->>'url' ORDER BY p.finished_at DESC)
                      FILTER (WHERE p.outcome->'output' ? 'url'))[1], '') AS url,
            coalesce((array_agg(p.outcome->'output'->>'slug' ORDER BY p.finished_at DESC)
                      FILTER (WHERE p.outcome->'output' ? 'slug'))[1], '') AS slug,
            coalesce((array_agg(p.outcome->>'screenshot' ORDER BY p.finished_at DESC)
                      FILTER (WHERE p.outcome ? 'screenshot'))[1], '') AS screenshot
       FROM phases p
      CROSS JOIN LATERAL (
        SELECT (p.outcome->'usage'->>'inputTokens')::float8 + (p.outcome->'usage'->>'outputTokens')::float8
                 + (p.outcome->'usage'->>'cacheReadTokens')::float8 + (p.outcome->'usage'->>'cacheWriteTokens')::float8 AS tokens,
               (p.outcome->'usage'->>'costMicros')::float8 AS micros) AS cost
      WHERE p.build_id = b.id) AS facts`;

const MANY: Statement = { name: 'builds-many', text: views('SELECT * FROM builds WHERE id = ANY ($1::uuid[])') };

const listed = (condition: string): string =>
  `${views(`SELECT * FROM builds
     WHERE ${condition} AND ($1::text IS NULL OR phone_number_id = $1) AND ($4::text IS NULL OR state = $4)
       AND ($3::text IS NULL OR title ILIKE $3 OR request ILIKE $3) AND ($5::uuid IS NULL OR id < $5)
     ORDER BY id DESC LIMIT $6`)} ORDER BY b.id DESC`;

const LIST: Statement = { name: 'builds-list', text: listed('($2::uuid IS NULL OR conversation_id = $2)') };
const LIST_OF_PERSON: Statement = { name: 'builds-list-of-person', text: listed('conversation_id = $2') };

const PHASES: Statement = {
  name: 'phases-of-build',
  text: `
    SELECT p.id, p.revision, p.name, p.definition->>'agent' AS agent, p.depends_on AS "dependsOn", p.state, p.attempts,
           p.claimed_at AS "startedAt", p.finished_at AS "finishedAt", p.progress, coalesce(p.error_detail, '') AS reason,
           p.outcome
      FROM builds b JOIN phases p ON p.build_id = b.id AND p.revision = coalesce(nullif($2, 0), b.revision)
     WHERE b.id = $1 ORDER BY p.position`,
};

const EVENTS: Statement = {
  name: 'build-events',
  text: `
    SELECT id, at, revision, phase, type, by, detail FROM build_events
     WHERE build_id = $1 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $2`,
};
