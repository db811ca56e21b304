import { Controller, Inject } from '@nestjs/common';
import { type FindSentRequest, FindSentResponse, NotifierService } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { SentRepository } from './sent.repository.js';

const MAX_IDS = 500;

/** For whoever reads a quote or a reaction: it names a message by Meta's id, which nobody else stores. */
@Controller()
@Serves(NotifierService, 'findSent')
export class SentController implements Pick<GrpcHandlers<typeof NotifierService>, 'findSent'> {
  constructor(@Inject(SentRepository) private readonly sent: SentRepository) {}

  async findSent({ messageIds }: FindSentRequest): Promise<FindSentResponse> {
    if (messageIds.length > MAX_IDS) {
      throw new AppError('INVALID_REQUEST', { message: `at most ${MAX_IDS} ids at once` });
    }
    return FindSentResponse.create({ messages: await this.sent.find(messageIds) });
  }
}
