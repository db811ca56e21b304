import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { WORKFLOW_DURATION, WORKFLOW_FAILURES, WORKFLOW_SUCCESSES } from '../orchestrator.metrics.js';
import { BuildEvents } from './build-events.js';
import type { MovedBuild } from './phase-row.js';

/** Counts what builds come to, and shows it. */
@Injectable()
export class BuildOutcomes {
  constructor(
    @Inject(BuildEvents) private readonly events: BuildEvents,
    @InjectMetric(WORKFLOW_DURATION) private readonly duration: Histogram<'workflow_type'>,
    @InjectMetric(WORKFLOW_SUCCESSES) private readonly successes: Counter,
    @InjectMetric(WORKFLOW_FAILURES) private readonly failures: Counter<'workflow_type' | 'failure_reason'>,
  ) {}

  note(moved: readonly MovedBuild[]): void {
    for (const build of moved) {
      const { state, reason, workflow, seconds } = build;
      if (state === 'done') this.successes.inc();
      if (state === 'failed') this.failures.inc({ workflow_type: workflow, failure_reason: reason });
      if (state === 'done' || state === 'failed') this.duration.observe({ workflow_type: workflow }, seconds);
      this.show(build);
    }
  }

  show({ id, state, reason, revision }: MovedBuild): void {
    this.events.emit({ type: 'build', buildId: id, revision, state, reason });
  }
}
