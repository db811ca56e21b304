import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import { Lifecycle } from '#libs/health';
import { repeat } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { NotifierClient } from '../sending/notifier.client.js';
import { type Apologised, apologise } from './apologise.js';

const LONGEST_PERIOD_MS = 5_000;
/** People who are told at one look of one replica; more of them at the next. */
const MOST = 200;

/**
 * Bounds how long a person waits without a word while there is no place for their turn. Their turn gets its id before it is
 * begun, which marks the conversation and gives the sentence the key of any other that is said in that turn. It stays where it is.
 */
@Injectable()
export class WaitingTurns implements OnApplicationBootstrap {
  private readonly logger = new Logger(WaitingTurns.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(NotifierClient) private readonly notifier: NotifierClient,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
    @Inject(Lifecycle) private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    const onError = (error: unknown) => this.logger.warn({ message: 'could not tell who waits', err: error });
    const periodMs = Math.min(LONGEST_PERIOD_MS, this.config.TURN_WAIT_MS);
    this.lifecycle.whenDraining(repeat(periodMs, () => this.tell(), { jitter: 0.2, onError }));
  }

  async tell(): Promise<void> {
    const found = await this.database.query<Apologised & Record<string, unknown>>(MARK, [
      this.config.TURN_WAIT_MS,
      MOST,
    ]);
    if (found.length === 0) return;
    this.logger.warn({ message: 'turns wait for a place', told: found.length });
    await Promise.all(found.map((row) => apologise(this.notifier, row, 'busy')));
  }
}

/** $1 wait in ms, $2 how many. */
const MARK: Statement = {
  name: 'conversations-mark-waiting',
  text: `
    WITH waiting AS MATERIALIZED (
      SELECT id FROM conversations
       WHERE state = 'due' AND due_at < now() - $1 * interval '1 ms' AND turn_id IS NULL
         AND owned_by = 'bot' AND opted_out_at IS NULL AND last_inbound_at > now() - interval '24 hours'
       LIMIT $2 FOR UPDATE SKIP LOCKED)
    UPDATE conversations c SET turn_id = uuid_v7() FROM waiting WHERE c.id = waiting.id
    RETURNING c.id, c.turn_id AS "turnId", c.phone_number_id AS "phoneNumberId", coalesce(c.bsuid, '') AS bsuid,
              coalesce(c.wa_id, '') AS "waId", coalesce(c.language, '') AS language, c.owned_by AS "ownedBy",
              false AS "isOptedOut", c.last_inbound_at + interval '24 hours' AS "windowClosesAt"`,
};
