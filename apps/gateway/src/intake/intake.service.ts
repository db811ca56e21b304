import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryStatus, InboundMessage } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import type { HandOver, ParsedWebhook, Quarantined } from '../parsing/parsed-webhook.js';
import { QuarantineRepository } from '../quarantine/quarantine.repository.js';
import { type Answer, isRefusal } from './call-for-groups.js';
import { InOrder } from './in-order.js';
import { IntakeCounters } from './intake-counters.js';
import { NotifierClient } from './notifier.client.js';
import { OrchestratorClient } from './orchestrator.client.js';
import { ScreeningService } from './screening.service.js';

/** Takes what a webhook holds to where it is kept. */
@Injectable()
export class IntakeService {
  private readonly inOrder = new InOrder();

  constructor(
    @Inject(ScreeningService) private readonly screening: ScreeningService,
    @Inject(OrchestratorClient) private readonly orchestrator: OrchestratorClient,
    @Inject(NotifierClient) private readonly notifier: NotifierClient,
    @Inject(QuarantineRepository) private readonly quarantine: QuarantineRepository,
    @Inject(IntakeCounters) private readonly counters: IntakeCounters,
  ) {}

  /**
   * Resolves when every part is committed somewhere: messages with the orchestrator, then statuses with the notifier,
   * and the rest, which is also the result, in the quarantine. Webhooks with messages of the same person pass one after
   * the other.
   * @throws AppError when something could not be stored: then all of it has to come again, which is harmless
   */
  store({ messages, statuses, quarantined }: ParsedWebhook, { isReplay = false } = {}): Promise<Quarantined[]> {
    const startedAtMs = performance.now();
    return this.inOrder.run(new Set(messages.map(({ value }) => personOf(value))), async () => {
      const aside = [...quarantined];
      if (messages.length > 0) {
        await this.screening.screen(valuesOf(messages), { isReplay });
        aside.push(...(await this.acceptMessages(messages, startedAtMs)));
        crashPoint('gw.between_rpcs');
      }
      if (statuses.length > 0) aside.push(...(await this.recordStatuses(statuses)));
      if (aside.length > 0) await this.quarantine.keep(aside);
      return aside;
    });
  }

  private async acceptMessages(messages: HandOver<InboundMessage>[], startedAtMs: number): Promise<Quarantined[]> {
    const answers = await this.orchestrator.accept(valuesOf(messages));
    const refused = refusedOf(messages, answers);
    messages.forEach((message, index) => this.counters.countMessage(message, answers[index]!, startedAtMs));
    return refused;
  }

  private async recordStatuses(statuses: HandOver<DeliveryStatus>[]): Promise<Quarantined[]> {
    const refused = refusedOf(statuses, await this.notifier.record(valuesOf(statuses)));
    this.counters.countStatuses(statuses.length - refused.length, refused.length);
    return refused;
  }
}

const valuesOf = <T>(items: HandOver<T>[]): T[] => items.map(({ value }) => value);

const personOf = ({ contact }: InboundMessage): string =>
  `${contact?.phoneNumberId} ${contact?.bsuid || contact?.waId || contact?.parentBsuid}`;

/** What its peer will never take is set aside with the peer's reason. @throws AppError for an item that may pass later */
function refusedOf<T>(items: HandOver<T>[], answers: Answer<unknown>[]): Quarantined[] {
  const refused: Quarantined[] = [];
  items.forEach((item, index) => {
    const answer = answers[index];
    if (!(answer instanceof AppError)) return;
    if (!isRefusal(answer)) throw answer;
    refused.push(item.setAside(answer.reason, answer.metadata['field'] ?? ''));
  });
  return refused;
}
