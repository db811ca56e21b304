import { Inject, Injectable } from '@nestjs/common';
import type { InboundMessage } from '#libs/contracts';
import { ConsentService } from '../consent/consent.service.js';
import { NotifierControlClient } from '../ownership/notifier-control.client.js';
import { OwnershipRepository } from '../ownership/ownership.repository.js';
import { WaitingTurnRepository } from './waiting-turn.repository.js';

/**
 * What is acted on before a turn: what WhatsApp says without anybody writing (who has the thread, what the person wants to
 * get), and commands that a turn in wait for a peer must not hold up.
 */
@Injectable()
export class ConversationSignals {
  constructor(
    @Inject(OwnershipRepository) private readonly ownership: OwnershipRepository,
    @Inject(ConsentService) private readonly consents: ConsentService,
    @Inject(NotifierControlClient) private readonly notifier: NotifierControlClient,
    @Inject(WaitingTurnRepository) private readonly waiting: WaitingTurnRepository,
  ) {}

  /**
   * Acts on a stored message, again when it is delivered again: the first time may have failed half-way. True when a turn
   * may be due by it.
   * @throws AppError when it must be delivered again
   */
  async act(conversationId: string, message: InboundMessage): Promise<boolean> {
    const { id, contact, content } = message;
    if (!conversationId) return false;
    const key = `message:${contact?.phoneNumberId}/${id}`;
    if (content?.$case === 'handover') {
      const event = content.value.event === 'taken' ? 'taken' : 'given';
      const { turnId } = await this.ownership.otherApp(conversationId, event, key);
      if (turnId !== null) await this.notifier.cancel(conversationId, turnId);
      return true;
    }
    if (content?.$case === 'preference') {
      const consent = content.value.value === 'stop' ? 'stop' : 'start';
      await this.consents.decide(conversationId, consent, 'whatsapp', key);
      return false;
    }
    return this.waiting.endFor(conversationId, message);
  }
}
