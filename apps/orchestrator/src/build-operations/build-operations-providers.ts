import { BuildEtas } from './build-etas.js';
import { BuildReader } from './build-reader.js';
import { BuildWatch } from './build-watch.js';
import { BuildsController } from './builds.controller.js';
import { CommissionController } from './commission.controller.js';
import { SteeringController } from './steering.controller.js';
import { UnfinishedReader } from './unfinished-reader.js';

/** BuildService: needs the engine, the library of workflows, ChangeRouter, and the reports' StandingsRepository and PastDurations. */
export const buildOperationsControllers = [BuildsController, CommissionController, SteeringController];

export const buildOperationsProviders = [BuildEtas, UnfinishedReader, BuildReader, BuildWatch];
