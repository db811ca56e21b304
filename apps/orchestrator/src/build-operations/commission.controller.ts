import { Controller, Inject } from '@nestjs/common';
import {
  BuildService,
  type RefineBuildRequest,
  type RefineBuildResponse,
  type StartBuildRequest,
  type StartBuildResponse,
} from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { BuildEngine } from '../builds/build-engine.js';
import { ConversationListRepository } from '../operations/conversation-list.repository.js';
import { parseRequest } from '../operations/parse-request.js';
import { ChangeRouter } from '../phases/changes/change-router.service.js';
import { WorkflowLibrary } from '../workflows/workflow-library.js';
import { BuildReader } from './build-reader.js';
import { refineSchema, startSchema } from './build-requests.js';
import { titleOf } from './title-of.js';

/** It begins with the planner, who may choose another one. */
const PLANNED = 'full-build';

/** What operators want made or changed: decided as if the person had asked for it, recorded in the operator's name. */
@Controller()
@Serves(BuildService, 'startBuild', 'refineBuild')
export class CommissionController implements Pick<GrpcHandlers<typeof BuildService>, 'startBuild' | 'refineBuild'> {
  constructor(
    @Inject(BuildEngine) private readonly engine: BuildEngine,
    @Inject(WorkflowLibrary) private readonly workflows: Pick<WorkflowLibrary, 'get'>,
    @Inject(ChangeRouter) private readonly router: Pick<ChangeRouter, 'route'>,
    @Inject(ConversationListRepository) private readonly conversations: ConversationListRepository,
    @Inject(BuildReader) private readonly reader: BuildReader,
  ) {}

  async startBuild(request: StartBuildRequest): Promise<StartBuildResponse> {
    const given = parseRequest(startSchema, request);
    const { conversationId } = given;
    const workflow = this.workflows.get(given.workflow || PLANNED);
    const [conversation] = await this.conversations.find([conversationId]);
    if (!conversation) throw new AppError('NOT_FOUND', { message: 'no such conversation' });
    const view = await this.engine.start({
      idempotencyKey: `operator:${conversationId}:${given.idempotencyKey}`,
      phoneNumberId: conversation.phoneNumberId,
      conversationId,
      title: titleOf(given.request),
      request: given.request,
      language: given.language,
      workflow,
      by: given.operator,
    });
    return this.reader.answer(view);
  }

  async refineBuild(request: RefineBuildRequest): Promise<RefineBuildResponse> {
    const { buildId, text, idempotencyKey, operator } = parseRequest(refineSchema, request);
    const [build, phases] = await Promise.all([this.engine.get(buildId), this.engine.phases(buildId)]);
    const { policy, targets } = await this.router.route({ build, text, language: build.language, phases });
    const key = `refine:${buildId}:${idempotencyKey}`;
    return this.reader.answer(
      await this.engine.refine(buildId, { text, targets, policy, by: operator, idempotencyKey: key }),
    );
  }
}
