import { faultsOfReplicas } from './faults-of-replicas.ts';
import { faultsOfStores } from './faults-of-stores.ts';
import { negativeControls } from './negative-controls.ts';
import type { Scenario } from './scenario.ts';

/** One row for each fault that Parley must survive, and for each sabotage that must be found. */
export const scenarios: readonly Scenario[] = [...faultsOfStores, ...faultsOfReplicas, ...negativeControls];
