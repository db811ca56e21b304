import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { hasNextSql } from '../outbox/has-next-sql.js';
import type { IntakeEvidence, UnknownSend } from '../protocol/judge-unknown.js';
import { transitionSql } from '../protocol/transition-sql.js';

export interface Candidate extends UnknownSend {
  id: string;
  epoch: string;
}

export interface Resolution {
  id: string;
  epoch: string;
  event: 'resent' | 'parked';
}

type IntakeRow = Pick<IntakeEvidence, 'now' | 'silences'> & {
  lastRefusalAt: number | null;
  reportedUntil: number | null;
};

/** What the reconciler reads and writes. */
@Injectable()
export class EvidenceRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
  ) {}

  /** Unknown sends that have been quiet for long enough to be judged. */
  findCandidates(): Promise<Candidate[]> {
    return this.database.query<Candidate & Record<string, unknown>>(CANDIDATES, [this.config.QUIET_PERIOD_MS]);
  }

  /** How intake has been since the first of these attempts. */
  async readIntake(candidates: Candidate[], backlogMs: number): Promise<IntakeEvidence> {
    const since = Math.min(...candidates.map(({ attemptedAt }) => attemptedAt));
    const numbers = [...new Set(candidates.map(({ phoneNumberId }) => phoneNumberId))];
    const [[intake], newest] = await Promise.all([
      this.database.query<IntakeRow>(INTAKE, [since, this.config.BEAT_GAP_MS]),
      this.database.query<{ number: string; at: number }>(NEWEST, [numbers]),
    ]);
    return {
      now: intake!.now,
      silences: intake!.silences,
      lastRefusalAt: intake!.lastRefusalAt ?? undefined,
      reportedUntil: intake!.reportedUntil ?? -Infinity,
      backlogMs,
      newestEventAt: new Map(newest.map(({ number, at }) => [number, at])),
    };
  }

  /** Writes verdicts on rows that are still unknown; answers how many of each were, and whether later messages may go. */
  async resolve(resolutions: Resolution[]): Promise<{ state: string; hasNext: boolean }[]> {
    return this.database.query<{ state: string; hasNext: boolean }>(RESOLVE, [
      resolutions.map(({ id }) => id),
      resolutions.map(({ epoch }) => epoch),
      resolutions.map(({ event }) => event),
    ]);
  }

  /** Lets what waits behind unknown sends rest, or every claim would look at it again. */
  async restBlocked(): Promise<void> {
    const restMs = Math.min(5_000, this.config.QUIET_PERIOD_MS / 10);
    await this.database.query(REST, [restMs]);
  }
}

const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::float8`;

const CANDIDATES: Statement = {
  name: 'outbox-candidates',
  text: `
    SELECT work.id, work.epoch, work.phone_number_id AS "phoneNumberId", work.policy, work.resends,
           ${ms('work.claimed_at')} AS "attemptedAt", ${ms('work.created_at')} AS "createdAt",
           ${hasNextSql('work')} AS "isBlocking",
           EXISTS (SELECT FROM outbox other WHERE other.conversation_id = work.conversation_id
                    AND other.error_code = 131050 AND NOT EXISTS (
                      SELECT FROM consents c WHERE c.conversation_id = work.conversation_id
                         AND NOT c.opted_out AND c.decided_at > other.resolved_at)) AS "hasOptedOut"
      FROM outbox work
     WHERE work.queue = 'unknown' AND work.claimed_at <= now() - $1 * interval '1 ms'
     ORDER BY work.claimed_at LIMIT 1000`,
};

/** $1 since when, in ms, $2 the shortest gap that matters, in ms; a gateway that is silent for longer is gone. */
const INTAKE: Statement = {
  name: 'intake-evidence',
  text: `
    WITH beat AS (
      SELECT at, refused FROM intake_beats WHERE at >= to_timestamp($1::float8 / 1000)),
    step AS (
      SELECT lag(at, 1, to_timestamp($1::float8 / 1000)) OVER (ORDER BY at) AS begins, at AS ends
        FROM (SELECT at FROM beat UNION ALL SELECT clock_timestamp()) AS moments)
    SELECT ${ms('clock_timestamp()')} AS now,
           (SELECT coalesce(json_agg(json_build_object('from', ${ms('begins')}, 'to', ${ms('ends')})), '[]')
              FROM step WHERE ends - begins >= $2 * interval '1 ms') AS silences,
           (SELECT ${ms('max(at)')} FROM beat WHERE refused > 0) AS "lastRefusalAt",
           (SELECT ${ms('min(latest)')} FROM (
              SELECT max(at) AS latest FROM intake_beats WHERE at >= now() - $2 * interval '1 ms' GROUP BY gateway
            ) AS living) AS "reportedUntil"`,
};

const NEWEST: Statement = {
  name: 'intake-newest',
  text: `
    SELECT phone_number_id AS number, ${ms('newest_event_at')} AS at FROM intake_numbers WHERE phone_number_id = ANY($1::text[])`,
};

const RESOLVE: Statement = {
  name: 'outbox-resolve',
  text: `
    WITH ours AS MATERIALIZED (
      SELECT work.id, item.event, ${transitionSql('work.state', 'item.event', ['resent', 'parked'])} AS new_state
        FROM outbox work
        JOIN unnest($1::uuid[], $2::bigint[], $3::text[]) AS item(item_id, item_epoch, event) ON item.item_id = work.id
       WHERE work.epoch = item.item_epoch AND work.state = 'unknown' ORDER BY work.id FOR UPDATE OF work)
    UPDATE outbox work
       SET state = ours.new_state, due_at = now(), slot_at = NULL, resolved_at = now(),
           resends = work.resends + CASE WHEN ours.event = 'resent' THEN 1 ELSE 0 END
      FROM ours WHERE work.id = ours.id
    RETURNING work.state, ${hasNextSql('work')} AS "hasNext"`,
};

const REST: Statement = {
  name: 'outbox-rest',
  text: `
    WITH blocked AS MATERIALIZED (
      SELECT later.id FROM outbox work
        JOIN outbox later ON later.conversation_id = work.conversation_id AND later.seq > work.seq
       WHERE work.queue = 'unknown' AND later.queue IN ('pending', 'sending', 'unknown') AND later.state = 'pending'
         AND later.due_at <= now()
       ORDER BY later.id LIMIT 1000 FOR UPDATE OF later SKIP LOCKED)
    UPDATE outbox work SET due_at = now() + $1 * interval '1 ms' FROM blocked WHERE work.id = blocked.id`,
};
