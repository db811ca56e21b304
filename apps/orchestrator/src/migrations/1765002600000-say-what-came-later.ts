import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A phase that is to change its files knows what others have repaired in them after it. */
export class SayWhatCameLater1765002600000 implements MigrationInterface {
  readonly name = 'SayWhatCameLater1765002600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION phase_work(ids uuid[])
      RETURNS TABLE (phase_id uuid, phase_epoch bigint, phase_attempts int, content json)
      LANGUAGE sql STABLE AS $$
        SELECT p.id, p.epoch, p.attempts,
               json_build_object(
                 'buildId', p.build_id, 'revision', p.revision, 'lapses', p.lapses,
                 'phase', p.definition,
                 'build', json_build_object(
                   'id', b.id, 'phoneNumberId', b.phone_number_id, 'conversationId', b.conversation_id, 'title', b.title,
                   'request', b.request, 'language', b.language, 'workflow', b.workflow, 'state', b.state,
                   'revision', b.revision, 'changes', b.changes, 'reason', b.reason, 'createdAt', b.created_at),
                 'outputs', (SELECT coalesce(json_object_agg(d.name, d.outcome), '{}')
                               FROM phases d
                              WHERE d.build_id = p.build_id AND d.revision = p.revision AND d.name = ANY (p.ancestors)
                                AND d.outcome IS NOT NULL),
                 'previous', (SELECT e.outcome FROM phases e WHERE e.id = p.previous_id),
                 'later', (SELECT json_agg(l.outcome->'trail' ORDER BY cardinality(l.ancestors), l.name)
                             FROM phases e
                             JOIN phases l ON l.build_id = e.build_id AND l.revision = e.revision AND e.name = ANY (l.ancestors)
                            WHERE e.id = p.previous_id AND l.outcome ? 'trail'),
                 'restores', CASE WHEN b.revisions->-1->>'cause' = 'rollback' THEN (b.revisions->-1->>'parent')::int END)
          FROM phases p JOIN builds b ON b.id = p.build_id
         WHERE p.id = ANY (ids)
      $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
