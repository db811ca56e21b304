import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Run } from '#libs/contracts';
import { toAppError } from '#libs/errors';
import { createPlaces } from '#libs/resilience';
import { AgentsClient } from '../answering/agents.client.js';
import { SessionController } from '../conversations/state/session-controller.js';
import { LIMITS, type Session } from '../conversations/state/session.schema.js';
import type { TurnRow } from '../turns/turn-row.js';
import { planSummary } from './plan-summary.js';

const AGENT = 'summariser';
const UNDER_WAY = 4;
const WAITING = 100;
const TIMEOUT_MS = 30_000;

/** The turn after which a conversation may need one. */
type Ended = Pick<TurnRow, 'id' | 'phoneNumberId' | 'toSeq'>;

/**
 * Keeps long conversations short: once enough turns are in no summary, a cheap model puts the older ones into one, beside the
 * turns that go on meanwhile. What is not done now, because it fails or because too much is under way, is planned again with
 * the next turn.
 */
@Injectable()
export class Summariser implements OnApplicationShutdown {
  private readonly logger = new Logger(Summariser.name);
  private readonly places = createPlaces('summaries', UNDER_WAY, WAITING);
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    @Inject(AgentsClient) private readonly agents: AgentsClient,
    @Inject(SessionController) private readonly sessions: SessionController,
  ) {}

  /** After a turn: begins a summary when the session needs one. Never fails and is not waited for. */
  consider(owner: Ended, session: Session): void {
    const plan = planSummary(session);
    if (!plan || this.underWay.has(owner.id)) return;
    const work = this.places
      .execute(() => this.summarise(owner, session.locale, plan))
      .catch((error: unknown) => this.report(owner, error))
      .finally(() => this.underWay.delete(owner.id));
    this.underWay.set(owner.id, work);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  private async summarise(owner: Ended, language: string, plan: { task: string; upToTurn: string }): Promise<void> {
    const { text } = await this.agents.execute(
      Run.create({ runId: `${plan.upToTurn}.summary`, agent: AGENT, task: plan.task, language, timeoutMs: TIMEOUT_MS }),
    );
    const summary = { text: text.slice(0, LIMITS.summaryChars), upToTurn: plan.upToTurn };
    await this.sessions.summarise(owner, owner.toSeq ?? '0', summary);
  }

  private report({ id }: Ended, error: unknown): void {
    const { reason } = toAppError(error);
    if (reason === 'OVERLOADED') return; // the next turn asks again
    this.logger.warn({ message: 'a conversation was not summarised', conversationId: id, reason, err: error });
  }
}
