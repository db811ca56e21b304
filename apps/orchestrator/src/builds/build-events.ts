import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { BuildState, PhaseState } from './build-row.js';
import type { PhaseProgress } from './phase-task.js';

/** Something that this process has done to a build or has seen of it. */
export type BuildChange =
  | { type: 'build'; buildId: string; revision: number; state: BuildState; reason: string }
  | { type: 'phase'; buildId: string; revision: number; phaseId: string; phase: string; state: PhaseState }
  | { type: 'progress'; buildId: string; revision: number; phaseId: string; phase: string; progress: PhaseProgress };

/** What happens to builds in this process, at once; listeners must be quick. For all replicas there is BuildFeed. */
@Injectable()
export class BuildEvents {
  private readonly subject = new Subject<BuildChange>();
  readonly changes = this.subject.asObservable();

  emit(change: BuildChange): void {
    this.subject.next(change);
  }
}
