import { Inject, Injectable } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import type { Lease } from '#libs/work';
import { ConsentsRepository } from '../consent/consents.repository.js';
import { classifyAnswer, type Finding } from '../graph/classify-answer.js';
import { GraphClient } from '../graph/graph.client.js';
import { PAIR_RATE_LIMIT, refusesPicture, stopsNumber } from '../graph/graph-errors.js';
import { judgeFinding } from '../graph/judge-finding.js';
import { NumberBreakers } from '../graph/number-breakers.js';
import { SendLimits } from '../limits/send-limits.js';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import type { OutboxRow } from '../outbox/outbox-table.js';
import { toWords } from '../pictures/to-words.js';
import { WINDOW_MS } from '../protocol/window.js';
import { NumberLines } from './number-lines.js';
import { deferral, expiry, inWords, optedOut, type Outcome, planOutcome, windowClosed } from './plan-outcome.js';
import { SendReports, type StoppingFinding } from './send-reports.js';

/** Messages that waited for the same moment do not all come at once. */
const SPREAD_MS = 1_000;

/** Makes one attempt to send one message and says how it ended. */
@Injectable()
export class Sender {
  constructor(
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
    @Inject(SendLimits) private readonly limits: SendLimits,
    @Inject(GraphClient) private readonly graph: GraphClient,
    @Inject(NumberBreakers) private readonly breakers: NumberBreakers,
    @Inject(NumberLines) private readonly lines: NumberLines,
    @Inject(SendReports) private readonly reports: SendReports,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
  ) {}

  async send(row: OutboxRow, lease: Lease): Promise<Outcome> {
    return (await this.refrain(row)) ?? (await this.post(row, lease));
  }

  /** Why it is not sent now, if it is not. */
  private async refrain(row: OutboxRow): Promise<Outcome | undefined> {
    if (row.kind === 'template') {
      if (await this.consents.isOptedOut(row.conversationId)) return optedOut;
    } else if (row.windowLeftMs !== null && row.windowLeftMs <= 0) return windowClosed;
    if (row.ageMs >= WINDOW_MS) return expiry;
    const heldMs = Math.max(this.lines.heldMs(row.phoneNumberId), this.breakers.of(row.phoneNumberId).waitMs);
    if (heldMs > 0) return deferral(heldMs + Math.random() * SPREAD_MS, row.hasSlot);
    const waitMs = row.hasSlot ? 0 : await this.limits.wait(row);
    return waitMs > 0 ? deferral(waitMs, true) : undefined;
  }

  private async post(row: OutboxRow, lease: Lease): Promise<Outcome> {
    const payload = `${row.payload.slice(0, -1)},"biz_opaque_callback_data":"${row.id}.${lease.attempt}"}`;
    const startedAt = performance.now();
    // A process that slept must not send what another may have sent since; a machine that slept has not felt it
    const mayLeave = (): boolean => lease.isHeld && lease.claimedAgoMs < this.config.SEND_TIMEOUT_MS;
    const finding = await this.guarded(row, payload, mayLeave);
    if (!finding) return deferral(this.breakers.of(row.phoneNumberId).waitMs + Math.random() * SPREAD_MS, true);
    crashPoint('no.after_response');
    const outcome = this.withoutPicture(row, finding) ?? planOutcome(finding, lease.attempt);
    if (finding.kind === 'accepted') {
      this.reports.accepted(row.ageMs + performance.now() - startedAt);
      if (this.lines.open(row.phoneNumberId)) this.reports.linesAre(this.lines.stopped);
      return outcome;
    }
    this.reports.failed(row, finding);
    return { ...outcome, delayMs: Math.max(outcome.delayMs, this.holdLine(row.phoneNumberId, finding, outcome)) };
  }

  /** How a refused picture goes on, if it has words: the link in them matters more. */
  private withoutPicture({ kind, payload }: OutboxRow, finding: Finding): Outcome | undefined {
    if (kind !== 'image' || finding.kind !== 'rejected' || !refusesPicture.has(finding.errorClass)) return undefined;
    const words = toWords(payload);
    return words === undefined ? undefined : inWords(words, finding);
  }

  /** Undefined where the number's breaker is open by now, or lets another message try: nothing has left. */
  private async guarded(row: OutboxRow, payload: string, mayLeave: () => boolean): Promise<Finding | undefined> {
    const send = async () => classifyAnswer(await this.graph.send(row.phoneNumberId, payload, mayLeave));
    try {
      return await this.breakers.of(row.phoneNumberId).execute(send, judgeFinding);
    } catch (thrown) {
      if (toAppError(thrown).reason === 'CIRCUIT_OPEN') return undefined;
      throw thrown;
    }
  }

  /** What a finding means for the other messages of its number; answers for how long they are held. */
  private holdLine(phoneNumberId: string, finding: Finding, { delayMs }: Outcome): number {
    if (finding.kind === 'tokenless') return this.stopLine(phoneNumberId, finding);
    if (finding.kind !== 'rejected') return 0;
    const { errorClass, error } = finding;
    if (errorClass === 'credentials' || stopsNumber.has(error.code)) return this.stopLine(phoneNumberId, finding);
    if (errorClass === 'throttled' && error.code !== PAIR_RATE_LIMIT) this.lines.pause(phoneNumberId, delayMs);
    return 0;
  }

  private stopLine(phoneNumberId: string, finding: StoppingFinding): number {
    const { heldMs, isNew } = this.lines.stop(phoneNumberId);
    this.reports.linesAre(this.lines.stopped);
    if (isNew) this.reports.stopped(phoneNumberId, finding);
    return heldMs;
  }
}
