import { Inject, Injectable } from '@nestjs/common';
import type { Escalation } from '#libs/contracts';
import type { Escalations } from '../answering/escalations.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { ReplyContent, TurnRow } from '../turns/turn-row.js';
import { humanContactOf } from './human-contact.js';
import { OwnershipRepository } from './ownership.repository.js';
import { offering, saying } from './ownership-text.js';

const SUMMARY_CHARS = 2_000;
const priorities: ReadonlySet<string> = new Set(['low', 'normal', 'high', 'urgent']);
const reasons: ReadonlySet<string> = new Set(['asked', 'failed', 'rule']);

/** Asks for a person: because the one who writes wants it, because an agent says so, or because nothing else helps. */
@Injectable()
export class HandoffService implements Escalations {
  constructor(
    @Inject(OwnershipRepository) private readonly ownership: OwnershipRepository,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  /** What an agent asks for; its answer tells the person. Repeated by the same turn it changes nothing. */
  async request(row: TurnRow, { reason, summary, priority }: Escalation): Promise<void> {
    await this.ownership.request(
      row.id,
      'bot',
      {
        reason: reasons.has(reason) ? reason : 'rule',
        summary: summary.slice(0, SUMMARY_CHARS).toWellFormed(),
        priority: priorities.has(priority) ? priority : 'normal',
      },
      `handoff:${row.turnId}`,
    );
  }

  /** The person asks for somebody; answers what they are told. */
  async ask(row: TurnRow, words: string, language: string): Promise<ReplyContent[]> {
    if (row.ownedBy === 'human') return [saying('human', language)];
    const summary = words.slice(0, SUMMARY_CHARS).toWellFormed();
    const isNew = await this.ownership.request(
      row.id,
      'contact',
      { reason: 'asked', summary, priority: 'normal' },
      `handoff:${row.turnId}`,
    );
    const contact = humanContactOf(this.config, row.phoneNumberId);
    const isSecondTime = row.ownedBy === 'waiting' && !isNew;
    const key = isSecondTime ? 'stillWaiting' : contact ? 'requestedWithContact' : 'requested';
    return [offering(key, language, { bot: 'backToBot' }, { contact })];
  }

  /** After a turn that failed or was not understood: true when it was one too many and a person has been asked for. */
  async afterFailure({ id, turnId, failedTurns, ownedBy }: TurnRow): Promise<boolean> {
    const limit = this.config.HANDOFF_AFTER_FAILURES;
    if (limit === 0 || ownedBy !== 'bot' || failedTurns + 1 < limit) return false;
    return this.ownership.request(
      id,
      'rule',
      { reason: 'failed', summary: `${failedTurns + 1}`, priority: 'high' },
      `handoff:${turnId}`,
    );
  }

  /** The one who waits goes back to the bot. */
  async giveUpWaiting(row: TurnRow, language: string): Promise<ReplyContent[]> {
    await this.ownership.stopWaiting(row.id, `bot:${row.turnId}`);
    return [saying('bot', language)];
  }
}
