import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import {
  Author,
  type Conversation,
  ConversationService,
  type HandBackRequest,
  type HandBackResponse,
  type MarkSeenRequest,
  type MarkSeenResponse,
  SaidByOperator,
  type SendAsHumanRequest,
  type SendAsHumanResponse,
  type TakeOverRequest,
  type TakeOverResponse,
  TranscriptEntry,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { ConversationListRepository } from '../operations/conversation-list.repository.js';
import { conversationId, idempotencyKey, operatorName, parseRequest } from '../operations/parse-request.js';
import { TurnWorker } from '../turns/turn.worker.js';
import { NotifierControlClient } from './notifier-control.client.js';
import { OperatorMessagesRepository } from './operator-messages.repository.js';
import { OwnershipRepository } from './ownership.repository.js';

const changeSchema = z.object({ conversationId, operator: operatorName, idempotencyKey });
const handBackSchema = changeSchema.extend({ note: z.string().trim().max(2_000, 'expected at most 2,000 characters') });
const sendSchema = changeSchema.extend({
  text: z.string().trim().min(1, 'expected a text').max(4_096, 'expected at most 4,096 characters'),
});
const seenSchema = z.object({ conversationId });

/** What operators do with a conversation. */
@Controller()
@Serves(ConversationService, 'takeOver', 'handBack', 'sendAsHuman', 'markSeen')
export class OwnershipController implements Pick<
  GrpcHandlers<typeof ConversationService>,
  'takeOver' | 'handBack' | 'sendAsHuman' | 'markSeen'
> {
  constructor(
    @Inject(OwnershipRepository) private readonly ownership: OwnershipRepository,
    @Inject(OperatorMessagesRepository) private readonly messages: OperatorMessagesRepository,
    @Inject(NotifierControlClient) private readonly notifier: NotifierControlClient,
    @Inject(TurnWorker) private readonly worker: TurnWorker,
    @Inject(ConversationListRepository) private readonly conversations: ConversationListRepository,
  ) {}

  /** From the commit on no turn can store or end; what one has handed over already is called back after it. */
  async takeOver(request: TakeOverRequest): Promise<TakeOverResponse> {
    const change = parseRequest(changeSchema, request);
    const { turnId } = await this.ownership.takeOver(change);
    this.worker.wake(0);
    if (turnId !== null) await this.notifier.cancel(change.conversationId, turnId);
    return { conversation: await this.read(change.conversationId) };
  }

  async handBack(request: HandBackRequest): Promise<HandBackResponse> {
    const { note, ...change } = parseRequest(handBackSchema, request);
    await this.ownership.handBack(change, note);
    this.worker.wake(0);
    return { conversation: await this.read(change.conversationId) };
  }

  async sendAsHuman(request: SendAsHumanRequest): Promise<SendAsHumanResponse> {
    const message = parseRequest(sendSchema, request);
    const { operator, text } = message;
    const key = `human:${message.conversationId}:${message.idempotencyKey}`;
    const { id, at, contact, windowClosesAt } = await this.messages.store({ ...message, idempotencyKey: key });
    await this.notifier.send({
      idempotencyKey: key,
      contact,
      conversationId: message.conversationId,
      author: Author.AUTHOR_HUMAN,
      windowClosesAt,
      content: { $case: 'text', value: { body: text, previewUrl: false } },
    });
    const value = SaidByOperator.create({ idempotencyKey: key, operator, text });
    return { entry: TranscriptEntry.create({ id, at, entry: { $case: 'answered', value } }) };
  }

  async markSeen(request: MarkSeenRequest): Promise<MarkSeenResponse> {
    await this.ownership.markSeen(parseRequest(seenSchema, request).conversationId);
    return {};
  }

  private async read(id: string): Promise<Conversation> {
    const [conversation] = await this.conversations.find([id]);
    if (!conversation) throw new AppError('NOT_FOUND', { message: 'no such conversation' });
    return conversation;
  }
}
