import { Controller, Inject } from '@nestjs/common';
import { AgentService, type EraseContactRequest, type EraseContactResponse } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { ErasureService } from './erasure.service.js';

@Controller()
@Serves(AgentService, 'eraseContact')
export class ErasureController implements Pick<GrpcHandlers<typeof AgentService>, 'eraseContact'> {
  constructor(@Inject(ErasureService) private readonly erasure: ErasureService) {}

  /** @throws AppError INVALID_REQUEST naming the empty field */
  async eraseContact({ phoneNumberId, contactId }: EraseContactRequest): Promise<EraseContactResponse> {
    for (const [field, value] of Object.entries({ phoneNumberId, contactId })) {
      if (!value || value.includes('\0')) throw new AppError('INVALID_REQUEST', { metadata: { field } });
    }
    return { erased: await this.erasure.erase({ phoneNumberId, contactId }) };
  }
}
