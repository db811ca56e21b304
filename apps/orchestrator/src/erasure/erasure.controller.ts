import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { ConversationService, type EraseRequest, type EraseResponse } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { conversationId, operatorName, parseRequest } from '../operations/parse-request.js';
import { ErasureWorker } from './erasure.worker.js';
import { ErasuresRepository } from './erasures.repository.js';

const eraseSchema = z.object({ conversationId, requestedBy: operatorName });
/** Within the deadline of whoever asks. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 100;

@Controller()
@Serves(ConversationService, 'erase')
export class ErasureController implements Pick<GrpcHandlers<typeof ConversationService>, 'erase'> {
  constructor(
    @Inject(ErasuresRepository) private readonly erasures: ErasuresRepository,
    @Inject(ErasureWorker) private readonly worker: ErasureWorker,
  ) {}

  /** Waits for the end of what goes on without it. @throws AppError PEER_UNAVAILABLE when that takes longer */
  async erase(request: EraseRequest): Promise<EraseResponse> {
    const question = parseRequest(eraseSchema, request);
    await this.erasures.request(question.conversationId, question.requestedBy, 0);
    this.worker.wake();
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const { isDone, erased, problem } = await this.erasures.read(question.conversationId);
      if (isDone) return { erased };
      if (performance.now() > deadline)
        throw new AppError('DEADLINE_EXCEEDED', {
          message: 'the erasure goes on by itself',
          metadata: { erased: `${erased}`, problem },
        });
      await sleep(LOOK_MS);
    }
  }
}
