import { Controller, Inject } from '@nestjs/common';
import {
  type ApprovePhaseRequest,
  type ApprovePhaseResponse,
  BuildService,
  type CancelBuildRequest,
  type CancelBuildResponse,
  type ResumeBuildRequest,
  type ResumeBuildResponse,
  type RetryPhaseRequest,
  type RetryPhaseResponse,
  type RollbackBuildRequest,
  type RollbackBuildResponse,
  type SkipPhaseRequest,
  type SkipPhaseResponse,
} from '#libs/contracts';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { BuildEngine } from '../builds/build-engine.js';
import { parseRequest } from '../operations/parse-request.js';
import { BuildResumes } from '../phases/budgets/build-resumes.service.js';
import { BuildReader } from './build-reader.js';
import { cancelSchema, phaseSchema, resumeSchema, rollbackSchema } from './build-requests.js';

type Rpcs = 'cancelBuild' | 'resumeBuild' | 'rollbackBuild' | 'retryPhase' | 'skipPhase' | 'approvePhase';

/** What operators do with a build that is there. The engine decides whether its state allows it, and records who did it. */
@Controller()
@Serves(BuildService, 'cancelBuild', 'resumeBuild', 'rollbackBuild', 'retryPhase', 'skipPhase', 'approvePhase')
export class SteeringController implements Pick<GrpcHandlers<typeof BuildService>, Rpcs> {
  constructor(
    @Inject(BuildEngine) private readonly engine: BuildEngine,
    @Inject(BuildReader) private readonly reader: BuildReader,
    @Inject(BuildResumes) private readonly resumes: Pick<BuildResumes, 'resume'>,
  ) {}

  async cancelBuild(request: CancelBuildRequest): Promise<CancelBuildResponse> {
    const { buildId, operator, reason } = parseRequest(cancelSchema, request);
    return this.reader.answer(await this.engine.cancel(buildId, operator, reason));
  }

  async resumeBuild(request: ResumeBuildRequest): Promise<ResumeBuildResponse> {
    const { buildId, operator } = parseRequest(resumeSchema, request);
    return this.reader.answer(await this.resumes.resume(buildId, operator));
  }

  async rollbackBuild(request: RollbackBuildRequest): Promise<RollbackBuildResponse> {
    const { buildId, revision, operator: by, idempotencyKey: given } = parseRequest(rollbackSchema, request);
    const idempotencyKey = `rollback:${buildId}:${given}`;
    return this.reader.answer(await this.engine.rollback(buildId, { revision, by, idempotencyKey }));
  }

  async retryPhase(request: RetryPhaseRequest): Promise<RetryPhaseResponse> {
    const { buildId, phaseId, operator } = parseRequest(phaseSchema, request);
    return this.reader.answer(await this.engine.retryPhase(buildId, phaseId, operator));
  }

  async skipPhase(request: SkipPhaseRequest): Promise<SkipPhaseResponse> {
    const { buildId, phaseId, operator } = parseRequest(phaseSchema, request);
    return this.reader.answer(await this.engine.skipPhase(buildId, phaseId, operator));
  }

  async approvePhase(request: ApprovePhaseRequest): Promise<ApprovePhaseResponse> {
    const { buildId, phaseId, operator } = parseRequest(phaseSchema, request);
    return this.reader.answer(await this.engine.approvePhase(buildId, phaseId, operator));
  }
}
