import { Controller, Inject } from '@nestjs/common';
import {
  type CancelRequest,
  type CancelResponse,
  type EraseConversationRequest,
  type EraseConversationResponse,
  type ListOptOutsResponse,
  NotifierService,
  type RecordConsentRequest,
  type RecordConsentResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { ConsentsRepository } from '../consent/consents.repository.js';
import { SendWorker } from '../sending/send.worker.js';
import { ControlRepository } from './control.repository.js';

/** What is decided about a conversation while messages are on their way. Everything may be repeated. */
@Controller()
@Serves(NotifierService, 'cancel', 'eraseConversation', 'recordConsent', 'listOptOuts')
export class ControlController implements Pick<
  GrpcHandlers<typeof NotifierService>,
  'cancel' | 'eraseConversation' | 'recordConsent' | 'listOptOuts'
> {
  constructor(
    @Inject(ControlRepository) private readonly control: ControlRepository,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
    @Inject(SendWorker) private readonly worker: SendWorker,
  ) {}

  async cancel({ conversationId, turnId }: CancelRequest): Promise<CancelResponse> {
    const idempotencyKeys = await this.control.cancel(required(conversationId), turnId);
    if (idempotencyKeys.length > 0) this.worker.wake(); // what an operator said waited behind it
    return { idempotencyKeys };
  }

  async eraseConversation({ conversationId }: EraseConversationRequest): Promise<EraseConversationResponse> {
    return { erased: await this.control.erase(required(conversationId)) };
  }

  async recordConsent({ conversationId, optedOut }: RecordConsentRequest): Promise<RecordConsentResponse> {
    await this.consents.record(required(conversationId), optedOut);
    return {};
  }

  async listOptOuts(): Promise<ListOptOutsResponse> {
    return { optOuts: await this.consents.listUnheard() };
  }
}

function required(conversationId: string): string {
  if (conversationId) return conversationId;
  throw new AppError('INVALID_REQUEST', { message: 'no conversation', metadata: { field: 'conversation_id' } });
}
