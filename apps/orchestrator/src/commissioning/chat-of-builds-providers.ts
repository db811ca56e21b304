import { BUILDS } from '../answering/builds.js';
import { BUILD_TELLER } from '../builds/build-teller.js';
import { BuildMessagesRepository } from '../reporting/build-messages.repository.js';
import { BuildMessagesWorker } from '../reporting/build-messages.worker.js';
import { BuildReporter } from '../reporting/build-reporter.service.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { ProgressWatch } from '../reporting/progress-watch.service.js';
import { StandingsRepository } from '../reporting/standings.repository.js';
import { ArtifactsClient } from '../reporting/unfinished/artifacts.client.js';
import { UnfinishedSitesRepository } from '../reporting/unfinished/unfinished-sites.repository.js';
import { UnfinishedSites } from '../reporting/unfinished/unfinished-sites.service.js';
import { BuildContinuations } from './build-continuations.service.js';
import { BuildDesk } from './build-desk.service.js';
import { BuildOrders } from './build-orders.service.js';
import { BuildStops } from './build-stops.service.js';
import { BuildWishes } from './build-wishes.service.js';

/** Builds as people order them and hear of them; needs the engine, the change router and the workflows. */
export const chatOfBuildsProviders = [
  StandingsRepository,
  PastDurations,
  BuildMessagesRepository,
  BuildMessagesWorker,
  ProgressWatch,
  ArtifactsClient,
  UnfinishedSitesRepository,
  UnfinishedSites,
  BuildReporter,
  { provide: BUILD_TELLER, useExisting: BuildReporter },
  BuildOrders,
  BuildWishes,
  BuildStops,
  BuildContinuations,
  BuildDesk,
  { provide: BUILDS, useExisting: BuildDesk },
];
