import { PHASE_RUNNER } from '../builds/phase-runner.js';
import { BuildResumes } from './budgets/build-resumes.service.js';
import { Budgets } from './budgets/budgets.service.js';
import { PhaseCacheRepository } from './caching/phase-cache.repository.js';
import { PhaseCache } from './caching/phase-cache.service.js';
import { ChangeRouter } from './changes/change-router.service.js';
import { PhaseDrafts } from './drafts/phase-drafts.repository.js';
import { Plans } from './planning/plans.service.js';
import { AgentIndex } from './running/agent-index.js';
import { AgentRuns } from './running/agent-runs.service.js';
import { PhaseAgentsClient } from './running/phase-agents.client.js';
import { AgentPhaseRunner } from './running/phase-runner.service.js';
import { Questions } from './running/questions.service.js';
import { NewestSite } from './workspace/newest-site.repository.js';

/** Everything that runs phases by agents. */
export const phaseProviders = [
  PhaseAgentsClient,
  AgentIndex,
  Budgets,
  BuildResumes,
  PhaseCacheRepository,
  PhaseCache,
  AgentRuns,
  Questions,
  PhaseDrafts,
  NewestSite,
  Plans,
  AgentPhaseRunner,
  { provide: PHASE_RUNNER, useExisting: AgentPhaseRunner },
  ChangeRouter,
];
