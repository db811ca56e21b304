import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import { Batcher } from '#libs/batching';
import { Database } from '#libs/database';
import { AppError, toAppError } from '#libs/errors';
import { crashPoint } from '#libs/faults';
import { Lifecycle } from '#libs/health';
import { inSpan } from '#libs/observability';
import { type Lease, leaseTimesOf, planRetry, Worker } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { BuildEvents } from './build-events.js';
import { BuildOutcomes } from './build-outcomes.js';
import { BuildSteering } from './build-steering.js';
import type { PhaseOutcome } from './phase-outcome.js';
import type { PhaseEnd, PhaseRow } from './phase-row.js';
import { PHASE_RUNNER, type PhaseRunner } from './phase-runner.js';
import type { PhaseProgress, PhaseTask } from './phase-task.js';
import { PhaseWatch } from './phase-watch.js';
import { phasesTable } from './phases-table.js';
import { type NewBuild, PhasesRepository } from './phases.repository.js';

/** Replicas that may die of one phase, or with it, before it is given up. */
const MOST_LAPSES = 10;
/** A finished phase readies fewer, as a rule; what else becomes ready is claimed right after. */
const CLAIMS_PER_END = 4;
/** While the database is away the end of a phase is kept this long apart, as long as its lease lasts. */
const STORE_AGAIN_MS = 200;

/** What lies about so soon after the start was interrupted before it: by the end of all replicas, as a rule. */
const RECOVERY_MS = 10_000;

/** Claims phases that are ready, has them run, and records how they end: whatever fails, none stays in progress. */
@Injectable()
export class PhaseWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(PhaseWorker.name);
  private readonly worker: Worker<PhaseRow>;
  /** Leases of this process by phase. */
  private readonly leases = new Map<string, Lease>();
  /** Taken from their phase by whoever cancelled it: nothing is left to record. */
  private readonly stopped = new WeakSet<Lease>();
  private readonly startedAt = performance.now();
  private readonly starts = new Batcher<NewBuild, string | Error>((items) => this.storeStarts(items), BATCHES);
  private readonly ends = new Batcher<PhaseEnd, boolean>((items) => this.storeEnds(items), BATCHES);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) config: OrchestratorConfig,
    @Inject(PHASE_RUNNER) private readonly runner: PhaseRunner,
    @Inject(PhasesRepository) private readonly phases: PhasesRepository,
    @Inject(BuildSteering) private readonly steering: BuildSteering,
    @Inject(BuildEvents) private readonly events: BuildEvents,
    @Inject(BuildOutcomes) private readonly outcomes: BuildOutcomes,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    this.worker = new Worker<PhaseRow>(database, {
      table: phasesTable({ perNumber: config.BUILD_PHASES_PER_NUMBER, inAll: config.BUILD_PHASES_TOTAL }),
      work: (row, lease) => this.work(row, lease),
      giveUp: (row, lease, error) => this.giveUp(row, lease, error),
      onLapsed: (ids) => void this.tellRecovered(ids),
      maxInFlight: config.BUILD_PHASES_IN_FLIGHT,
      maxAttempts: ({ content }) => content.phase.attempts,
      drainMs: Math.max(0, config.DRAIN_TIMEOUT_MS - 3_000),
      times: leaseTimesOf(config),
    });
    lifecycle.whenDraining(() => void this.worker.stop());
  }

  onApplicationBootstrap(): void {
    this.events.changes.subscribe((change) => {
      if (change.type === 'build' && change.state === 'running') this.worker.wake();
    });
    this.database.listener.listen('phases_stopped', (phaseId) => this.stopPhase(phaseId));
    this.worker.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker.stop();
    await Promise.all([this.starts.drain(), this.ends.drain()]);
  }

  /** Answers the id of the build that has this key. @throws AppError TOO_MANY_BUILDS */
  begin(build: NewBuild): Promise<string> {
    return this.starts.load(build) as Promise<string>;
  }

  get inFlight(): number {
    return this.worker.inFlight;
  }

  private async storeStarts(items: readonly NewBuild[]): Promise<(string | Error)[]> {
    let ids: (string | null)[] = [];
    const most = items.reduce((sum, { phases }) => sum + phases.filter(({ state }) => state === 'ready').length, 0);
    await this.worker.claimWhileStoring(most, async (claimant) => {
      const stored = await this.phases.start(items, most, claimant);
      ids = stored.ids;
      if (!claimant) this.worker.wake();
      return stored.work;
    });
    return ids.map((id) => id ?? new AppError('TOO_MANY_BUILDS'));
  }

  private async storeEnds(items: readonly PhaseEnd[]): Promise<boolean[]> {
    let ours = new Set<string>();
    const most = items.length * CLAIMS_PER_END;
    await this.worker.claimWhileStoring(most, async (claimant) => {
      const stored = await this.phases.finish(items, most, claimant);
      ours = stored.ours;
      this.outcomes.note(stored.moved);
      if (stored.work.length === most || !claimant) this.worker.wake();
      return stored.work;
    });
    return items.map(({ row }) => ours.has(row.id));
  }

  private work(row: PhaseRow, lease: Lease): Promise<void> {
    const { build, phase } = row.content;
    const attributes = {
      'parley.build': build.id,
      'parley.phase': row.id, // its name may be a model's word
      'parley.attempt': lease.attempt,
      'gen_ai.agent.name': phase.agent,
    };
    return inSpan('phase', build.workflow.traceparent ?? '', { kind: SpanKind.CONSUMER, attributes }, (traceparent) =>
      this.runPhase(row, lease, traceparent),
    );
  }

  private async runPhase(row: PhaseRow, lease: Lease, traceparent: string): Promise<void> {
    crashPoint('or.phase_after_claim');
    const { phase, lapses } = row.content;
    if (lapses > MOST_LAPSES) return this.giveUp(row, lease, new AppError('ATTEMPTS_EXHAUSTED'));
    const watch = new PhaseWatch(lease, phase);
    this.leases.set(row.id, lease);
    try {
      this.emit(row, 'running');
      const outcome = await Promise.race([
        this.runner.run({ ...this.taskOf(row, lease, watch), traceparent }, lease),
        watch.stopped,
      ]);
      crashPoint('or.phase_after_effect');
      await this.record(row, lease, outcome);
    } catch (thrown) {
      if (this.stopped.has(lease)) return;
      const error = watch.signal.aborted ? toAppError(watch.signal.reason) : toAppError(thrown);
      if (error.reason !== 'BUDGET_SPENT') throw error;
      await this.pause(row, lease, error);
    } finally {
      watch.end();
      if (this.leases.get(row.id) === lease) this.leases.delete(row.id);
    }
  }

  private taskOf(row: PhaseRow, lease: Lease, watch: PhaseWatch): Omit<PhaseTask, 'traceparent'> {
    const { build, phase, revision, outputs, previous, later, restores } = row.content;
    return {
      build: {
        ...build,
        contactId: build.conversationId,
        createdAt: new Date(build.createdAt),
        changes: build.changes.filter(({ isActive }) => isActive),
      },
      phase,
      phaseId: row.id,
      revision,
      attempt: lease.attempt,
      outputs,
      ...(previous && { previous }),
      ...(later && { later }),
      ...(restores && { restores }),
      report: (progress) => {
        watch.beat();
        lease.report(progress);
        this.emitProgress(row, progress);
      },
      signal: watch.signal,
    };
  }

  private async record(row: PhaseRow, lease: Lease, outcome: PhaseOutcome): Promise<void> {
    const end: PhaseEnd = { row, state: outcome.isReused ? 'reused' : 'done', outcome, reason: '', errorClass: '' };
    await this.store(end, lease);
    crashPoint('or.phase_after_commit');
    this.emit(row, end.state);
  }

  private async giveUp(row: PhaseRow, lease: Lease, error: AppError): Promise<void> {
    const { errorClass } = planRetry(error, lease.attempt);
    await this.store({ row, state: 'failed', reason: error.reason, errorClass }, lease);
    this.emit(row, 'failed');
  }

  /** What was done is not lost for a database that is away for a moment. @throws AppError LEASE_LOST */
  private async store(end: PhaseEnd, lease: Lease): Promise<void> {
    for (;;) {
      try {
        const isOurs = end.outcome?.expand ? await this.expand(end) : await this.ends.load(end);
        if (isOurs || this.stopped.has(lease)) return;
        throw new AppError('LEASE_LOST');
      } catch (error) {
        if (toAppError(error).reason !== 'STORE_UNAVAILABLE' || !lease.isHeld) throw error;
        await sleep(STORE_AGAIN_MS);
      }
    }
  }

  private async expand(end: PhaseEnd): Promise<boolean> {
    const { isOurs, moved } = await this.steering.expand(end);
    this.outcomes.note(moved);
    this.worker.wake();
    return isOurs;
  }

  private async pause(row: PhaseRow, lease: Lease, error: AppError): Promise<void> {
    const resumeAt = error.metadata['resumeAt'];
    const wasOurs = await this.steering.pauseAt(row, error.reason, resumeAt ? new Date(resumeAt) : undefined);
    if (!wasOurs && !this.stopped.has(lease)) throw new AppError('LEASE_LOST');
    this.emit(row, 'ready');
  }

  private stopPhase(phaseId: string): void {
    const lease = this.leases.get(phaseId);
    if (!lease) return;
    this.stopped.add(lease);
    lease.lose(new AppError('CANCELLED', { message: 'the build was stopped' }));
  }

  private async tellRecovered(ids: string[]): Promise<void> {
    this.logger.warn({ message: 'phases of another process are taken over', phases: ids.length });
    await this.steering
      .noteTakeover(ids, performance.now() - this.startedAt < RECOVERY_MS ? 'recovered' : 'taken_over')
      .catch((error: unknown) => this.logger.warn({ message: 'could not note a takeover', err: error }));
  }

  private emit(row: PhaseRow, state: PhaseEnd['state'] | 'running' | 'ready'): void {
    const { buildId, revision, phase } = row.content;
    this.events.emit({ type: 'phase', buildId, revision, phaseId: row.id, phase: phase.name, state });
  }

  private emitProgress(row: PhaseRow, progress: PhaseProgress): void {
    const { buildId, revision, phase } = row.content;
    this.events.emit({ type: 'progress', buildId, revision, phaseId: row.id, phase: phase.name, progress });
  }
}

/** A phase that ends alone does not wait; under load those that end meanwhile share a statement. */
const BATCHES = { gapMs: 1, maxInFlight: 2 };
