import { Controller, Inject } from '@nestjs/common';
import {
  type ListQuarantinedRequest,
  ListQuarantinedResponse,
  QuarantinedItem,
  QuarantineService,
  type ReplayRequest,
  ReplayResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { QuarantineRepository } from './quarantine.repository.js';
import { ReplayService } from './replay.service.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

@Controller()
@Serves(QuarantineService)
export class QuarantineController implements GrpcHandlers<typeof QuarantineService> {
  constructor(
    @Inject(QuarantineRepository) private readonly quarantine: QuarantineRepository,
    @Inject(ReplayService) private readonly replays: ReplayService,
  ) {}

  async listQuarantined(request: ListQuarantinedRequest): Promise<ListQuarantinedResponse> {
    const { limit, ...filter } = request;
    refuseUnless(limit >= 0 && limit <= MAX_LIMIT, 'limit');
    const { items, waiting } = await this.quarantine.list({ ...filter, limit: limit || DEFAULT_LIMIT });
    const listed = items.map((item) => QuarantinedItem.create({ ...item, replayedAt: item.replayedAt ?? undefined }));
    return { items: listed, waiting: `${waiting}` };
  }

  async replay({ ids }: ReplayRequest): Promise<ReplayResponse> {
    refuseUnless(ids.length > 0 && ids.length <= MAX_LIMIT, 'ids');
    const outcomes = await this.replays.replay(ids);
    return { outcomes: outcomes.map(({ id, reason }) => ({ id, reason, accepted: reason === '' })) };
  }
}

function refuseUnless(isGiven: boolean, field: string): void {
  if (!isGiven) throw new AppError('INVALID_REQUEST', { message: `expected 1 to ${MAX_LIMIT}`, metadata: { field } });
}
