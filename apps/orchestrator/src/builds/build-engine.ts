import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { inSpan } from '#libs/observability';
import { repeat } from '#libs/work';
import type { Workflow } from '../workflows/workflow.js';
import { BuildRevisions, type Refinement, type Restoration } from './build-revisions.js';
import { BuildSteering } from './build-steering.js';
import type { BuildEventView, BuildQuery, BuildView, PhaseView } from './build-view.js';
import { BuildsRepository } from './builds.repository.js';
import { layPhases } from './lay-phases.js';
import { PhaseWorker } from './phase.worker.js';

/** What a person wants built. */
export interface BuildRequest {
  /** The same key answers the build that it began; without one every call begins a build. */
  idempotencyKey?: string;
  phoneNumberId: string;
  conversationId: string;
  title: string;
  request: string;
  /** ISO 639-1. */
  language: string;
  workflow: Workflow;
  /** contact, or an operator's name. */
  by: string;
  /** Of the turn that asks for it; without one a trace begins here. */
  traceparent?: string;
}

/** How often builds are looked for whose pause is over. */
const RESUME_MS = 15_000;

/** Begins, steers and shows builds. Whatever it has answered is durable, and goes on in whichever replica lives. */
@Injectable()
export class BuildEngine implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(BuildEngine.name);
  private endResumes?: () => void;

  constructor(
    @Inject(BuildsRepository) private readonly builds: BuildsRepository,
    @Inject(PhaseWorker) private readonly worker: PhaseWorker,
    @Inject(BuildSteering) private readonly steering: BuildSteering,
    @Inject(BuildRevisions) private readonly revisions: BuildRevisions,
  ) {}

  onApplicationBootstrap(): void {
    const onError = (error: unknown) => this.logger.warn({ message: 'could not resume builds', err: error });
    this.endResumes = repeat(RESUME_MS, () => this.steering.resumeDue(), { jitter: 0.2, onError });
  }

  onApplicationShutdown(): void {
    this.endResumes?.();
  }

  /** Answers the id of the build. @throws AppError TOO_MANY_BUILDS, WORKFLOW_INVALID */
  async begin({ idempotencyKey, workflow, traceparent: cause = '', ...fields }: BuildRequest): Promise<string> {
    const { name, title, version, phases } = workflow;
    return inSpan('begin build', cause, {}, async (traceparent) =>
      this.worker.begin({
        ...fields,
        key: idempotencyKey ?? randomUUID(),
        workflow: { name, title, version, traceparent },
        phases: layPhases(phases),
      }),
    );
  }

  /** @throws AppError TOO_MANY_BUILDS, WORKFLOW_INVALID */
  async start(request: BuildRequest): Promise<BuildView> {
    return this.get(await this.begin(request));
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE, TOO_MANY_BUILDS */
  async refine(buildId: string, refinement: Refinement): Promise<BuildView> {
    await inSpan('change build', refinement.traceparent ?? '', {}, (traceparent) =>
      this.revisions.refine(buildId, { ...refinement, traceparent }),
    );
    return this.get(buildId);
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE */
  async rollback(buildId: string, restoration: Restoration): Promise<BuildView> {
    await inSpan('restore build', restoration.traceparent ?? '', {}, (traceparent) =>
      this.revisions.rollback(buildId, { ...restoration, traceparent }),
    );
    return this.get(buildId);
  }

  /** What runs ends within two seconds, wherever it runs; what is done stays. Of a build that has ended nothing changes. */
  async cancel(buildId: string, by: string, why = ''): Promise<BuildView> {
    await this.steering.cancel(buildId, by, why);
    return this.get(buildId);
  }

  /** What runs goes on to its end; nothing else begins. @throws AppError NOT_FOUND, BUILD_STATE */
  async pause(buildId: string, by: string, reason: string, resumeAt?: Date): Promise<BuildView> {
    await this.steering.pause(buildId, by, reason, resumeAt);
    return this.get(buildId);
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE */
  async resume(buildId: string, by: string): Promise<BuildView> {
    await this.steering.resume(buildId, by);
    return this.get(buildId);
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE */
  async retryPhase(buildId: string, phaseId: string, by: string): Promise<BuildView> {
    await this.steering.retryPhase(buildId, phaseId, by);
    return this.get(buildId);
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE */
  async skipPhase(buildId: string, phaseId: string, by: string): Promise<BuildView> {
    await this.steering.skipPhase(buildId, phaseId, by);
    return this.get(buildId);
  }

  /** @throws AppError NOT_FOUND, BUILD_STATE */
  async approvePhase(buildId: string, phaseId: string, by: string): Promise<BuildView> {
    await this.steering.approvePhase(buildId, phaseId, by);
    return this.get(buildId);
  }

  /** @throws AppError NOT_FOUND */
  get(buildId: string): Promise<BuildView> {
    return this.builds.get(buildId);
  }

  /** The newest first. */
  list(query: BuildQuery): Promise<BuildView[]> {
    return this.builds.list(query);
  }

  /** Of the newest revision unless another one is named, in the order of the workflow. */
  phases(buildId: string, revision?: number): Promise<PhaseView[]> {
    return this.builds.phases(buildId, revision);
  }

  /** Who did what and why, oldest first. */
  events(buildId: string, limit: number, after?: string): Promise<BuildEventView[]> {
    return this.builds.events(buildId, limit, after);
  }
}
