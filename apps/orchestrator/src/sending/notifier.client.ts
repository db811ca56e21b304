import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Batcher } from '#libs/batching';
import {
  Author,
  Contact,
  type InboundMessage,
  NotifierService,
  OutboundMessage,
  type ReadMark,
  SendPolicy,
  type Stored,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { fromDetail, GrpcClient } from '#libs/grpc';
import { tracesOf } from '#libs/observability';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { Addressee, ReplyContent } from '../turns/turn-row.js';

/** Hands reply sets to the notifier. A repeated key is answered with what is stored, so repeating is harmless. */
@Injectable()
export class NotifierClient implements OnApplicationShutdown {
  private readonly logger = new Logger(NotifierClient.name);
  private readonly client: GrpcClient<typeof NotifierService>;
  private readonly sends = new Batcher<OutboundMessage, Stored>((messages) => this.sendAll(messages), {
    name: 'batch:send',
  });
  /** Nobody sees a tenth of a second of typing; ten marks in one rpc are nine rpcs less. */
  private readonly marks = new Batcher<ReadMark, true>((marks) => this.markAll(marks), {
    name: 'batch:mark-read',
    gapMs: 100,
  });

  constructor(@Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig) {
    this.client = new GrpcClient(NotifierService, config.NOTIFIER_URL, {
      send: 'orchestrator.notifier.send',
      markRead: 'orchestrator.notifier.markRead',
    });
  }

  /**
   * Resolves when the notifier has committed all of them.
   * @param suffix names the message within its turn where its place does not: such messages are said once per turn
   * @throws AppError when one could not be stored; all may be handed over again
   */
  async send(row: Addressee, contents: ReplyContent[], traceparent: string, suffix?: string): Promise<void> {
    const contact = Contact.create({ phoneNumberId: row.phoneNumberId, bsuid: row.bsuid, waId: row.waId });
    const messages = contents.map((content, index) =>
      OutboundMessage.create({
        idempotencyKey: `${row.turnId}:${suffix ?? index}`,
        contact,
        conversationId: row.id,
        policy: SendPolicy.SEND_POLICY_AT_LEAST_ONCE,
        traceparent,
        author: Author.AUTHOR_BOT,
        windowClosesAt: row.windowClosesAt ?? undefined,
        content,
      }),
    );
    await Promise.all(messages.map((message) => this.sends.load(message)));
  }

  /** Read mark and typing: a sign of life, worth no waiting and no repeating. */
  markRead({ id, contact }: InboundMessage): void {
    this.marks
      .load({ phoneNumberId: contact?.phoneNumberId ?? '', messageId: id, typing: true })
      .catch((error: unknown) => this.logger.debug({ message: 'could not mark as read', err: error }));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.sends.drain(), this.marks.drain()]);
    await this.client.close();
  }

  private async sendAll(messages: readonly OutboundMessage[]): Promise<(Stored | AppError)[]> {
    const { outcomes } = await this.client.call('send', { messages: [...messages] }, { traces: tracesOf(messages) });
    return outcomes.map(({ outcome }) => {
      if (outcome?.$case === 'stored') return outcome.value;
      return outcome ? fromDetail(outcome.value) : new AppError('INTERNAL', { message: 'an outcome without a result' });
    });
  }

  private async markAll(marks: readonly ReadMark[]): Promise<true[]> {
    await this.client.call('markRead', { marks: [...marks] });
    return marks.map(() => true as const);
  }
}
