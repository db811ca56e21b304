import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import { Database, type Statement } from '#libs/database';
import { AppError, toAppError } from '#libs/errors';
import type { Lease } from '#libs/work';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { hasNextSql } from '../outbox/has-next-sql.js';
import type { SendState } from '../protocol/transition.js';
import { transitionSql } from '../protocol/transition-sql.js';
import { type Outcome, outcomeEvents } from './plan-outcome.js';

interface Write extends Outcome {
  lease: Lease;
}

export interface Written {
  state: SendState;
  /** A later message of the conversation may go now. */
  hasNext: boolean;
}

/** After this the row is left to its lease: it becomes unknown and waits for evidence. */
const PATIENCE_MS = 60_000;

/** Writes how attempts ended, each guarded by the epoch of its claim, many in one statement. */
@Injectable()
export class OutcomesRepository {
  private readonly logger = new Logger(OutcomesRepository.name);
  /** Nobody waits for an outcome but the next message of its conversation: better few large statements. */
  private readonly writes = new Batcher<Write, Written | undefined>((items) => this.writeAll(items), {
    name: 'batch:outcomes',
    gapMs: 40,
  });

  private readonly statement: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NOTIFIER_CONFIG) config: NotifierConfig,
  ) {
    this.statement = writeStatement(config.WAIT_FOR_DELIVERED_MS);
  }

  /**
   * Tries until the database has taken it: what a POST has shown must not be forgotten. Writing twice changes nothing.
   * @throws AppError LEASE_LOST when the row has been claimed again since
   */
  async write(lease: Lease, outcome: Outcome): Promise<Written> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, 2_000)) {
      try {
        const written = await this.writes.load({ ...outcome, lease });
        if (!written) throw new AppError('LEASE_LOST');
        return written;
      } catch (thrown) {
        const error = toAppError(thrown);
        if (!error.retryable || performance.now() > deadline) throw error;
        this.logger.warn({
          message: 'could not write how a send ended, trying again',
          id: lease.id,
          reason: error.reason,
        });
        await sleep(pauseMs);
      }
    }
  }

  drain(): Promise<void> {
    return this.writes.drain();
  }

  private async writeAll(items: readonly Write[]): Promise<(Written | undefined)[]> {
    const rows = await this.database.query<Written & { id: string }>(this.statement, [
      items.map(({ lease }) => lease.id),
      items.map(({ lease }) => lease.epoch),
      items.map(({ event }) => event),
      items.map(({ delayMs }) => delayMs),
      items.map(({ isCounted }) => isCounted),
      items.map(({ holdsSlot }) => holdsSlot),
      items.map(({ wamid }) => wamid ?? null),
      items.map(({ errorCode }) => errorCode ?? null),
      items.map(({ errorClass }) => errorClass ?? null),
      items.map(({ errorDetail }) => errorDetail ?? null),
      items.map(({ payload }) => payload ?? null),
    ]);
    const written = new Map(rows.map((row) => [row.id, row]));
    return items.map(({ lease }) => written.get(lease.id));
  }
}

/**
 * A status may have come before this, and the lease may have lapsed: the state follows from the one that is there, as long as
 * the epoch says that it is about this attempt.
 */
const writeStatement = (waitForDeliveredMs: number): Statement => ({
  name: 'outbox-outcomes',
  text: `
    WITH ours AS MATERIALIZED (
      SELECT work.id, work.conversation_id, work.seq, work.state AS old_state, item.*,
             ${transitionSql('work.state', 'item.event', outcomeEvents)} AS new_state
        FROM outbox work
        JOIN unnest($1::uuid[], $2::bigint[], $3::text[], $4::float8[], $5::bool[], $6::bool[], $7::text[], $8::int[],
                    $9::text[], $10::text[], $11::text[])
             AS item(item_id, item_epoch, event, delay, is_counted, holds_slot, item_wamid, code, class, detail, words)
          ON item.item_id = work.id
       WHERE work.epoch = item.item_epoch ORDER BY work.id FOR UPDATE OF work)
    ${waitForDeliveredMs > 0 ? holdNext(waitForDeliveredMs) : ''}
    UPDATE outbox work
       SET state = ours.new_state, owner = NULL, lease_until = NULL, resolved_at = now(),
           wamid = coalesce(work.wamid, ours.item_wamid),
           due_at = CASE WHEN ours.old_state <> 'pending' AND ours.new_state = 'pending'
                         THEN now() + ours.delay * interval '1 ms' ELSE work.due_at END,
           attempts = work.attempts - CASE WHEN ours.old_state <> ours.new_state AND NOT ours.is_counted THEN 1 ELSE 0 END,
           slot_at = CASE WHEN ours.holds_slot THEN now() + ours.delay * interval '1 ms' END,
           error_code = CASE WHEN ours.event = 'accepted' THEN work.error_code ELSE coalesce(ours.code, work.error_code) END,
           error_class = coalesce(ours.class, work.error_class), error_detail = coalesce(ours.detail, work.error_detail),
           kind = CASE WHEN ours.words IS NULL THEN work.kind ELSE 'text' END, payload = coalesce(ours.words, work.payload)
      FROM ours WHERE work.id = ours.id
    RETURNING work.id, work.state,
              work.state NOT IN ('pending', 'unknown') AND ${hasNextSql('work')} AS "hasNext"`,
});

/** What is stored behind an accepted message waits for its delivery, but not for ever. */
const holdNext = (waitMs: number): string => `, held AS (
      UPDATE outbox later SET due_at = greatest(later.due_at, now() + interval '${waitMs} ms') FROM ours
       WHERE ours.new_state = 'accepted' AND later.conversation_id = ours.conversation_id AND later.seq > ours.seq
         AND later.queue IN ('pending', 'sending', 'unknown') AND later.state = 'pending')`;
