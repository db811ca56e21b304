import { BuildEdits } from './build-edits.js';
import { BuildEngine } from './build-engine.js';
import { BuildEvents } from './build-events.js';
import { BuildFeed } from './build-feed.js';
import { BuildNotices } from './build-notices.worker.js';
import { BuildOutcomes } from './build-outcomes.js';
import { BuildRevisions } from './build-revisions.js';
import { BuildSteering } from './build-steering.js';
import { BuildsRepository } from './builds.repository.js';
import { PhaseWorker } from './phase.worker.js';
import { PhasesRepository } from './phases.repository.js';

/** The engine: needs a PHASE_RUNNER, and uses a BUILD_TELLER where there is one. */
export const buildProviders = [
  BuildEvents,
  BuildFeed,
  BuildOutcomes,
  BuildEdits,
  BuildSteering,
  BuildRevisions,
  BuildsRepository,
  PhasesRepository,
  PhaseWorker,
  BuildNotices,
  BuildEngine,
];
