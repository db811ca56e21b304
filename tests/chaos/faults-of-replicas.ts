import { clockJumps, findFaketime } from './plays/clocks.ts';
import { floodOfOnePerson } from './plays/flood.ts';
import { namesFail, WITH_NAMES } from './plays/names.ts';
import * as network from './plays/network.ts';
import * as outside from './plays/outside.ts';
import { certificatesRenewed, crashConsistentCopy, WITH_CERTIFICATES } from './plays/renewals.ts';
import * as replicas from './plays/replicas.ts';
import type { Scenario } from './scenario.ts';
import { SHARED } from './stage.ts';

const CRASHES = 'tests/resilience/crash-points.spec.ts';
const SENDS = 'tests/resilience/uncertain-sends.spec.ts';

/** Nobody is given to a human after a few failures: then the bot would rightly be silent. */
const WITHOUT_HANDOFF = { ...SHARED, env: { ...SHARED.env, HANDOFF_AFTER_FAILURES: '100' } };

/** Processes, the network between them, and what lies outside. */
export const faultsOfReplicas: readonly Scenario[] = [
  {
    id: 'F15',
    title: 'Orchestrator killed at every named point of a turn',
    fault: 'CRASH_AT or.*',
    holds: 'nothing lost, nothing doubled, order kept, queues empty',
    tier: 'C',
    by: { spec: CRASHES, tests: 'or\\.' },
  },
  {
    id: 'F15b',
    title: 'Orchestrator killed at every named point of a phase',
    fault: 'CRASH_AT or.phase_*',
    holds: 'nothing recorded runs again',
    tier: 'C',
    by: { spec: 'tests/resilience/builds.spec.ts' },
  },
  {
    id: 'F15k',
    title: 'Orchestrator killed with forty turns',
    fault: 'SIGKILL at a random time',
    holds: 'taken over in less than 10 s',
    tier: 'C',
    by: { play: replicas.orchestratorKilled },
  },
  {
    id: 'F16',
    title: 'Zombies',
    fault: 'PAUSE_AT four points for two leases, then woken',
    holds: 'late writes change nothing, no late POST',
    tier: 'C',
    by: { play: replicas.zombies },
  },
  {
    id: 'F16l',
    title: 'Zombies with the leases of production',
    fault: 'SIGSTOP for two leases of 6 s',
    holds: 'taken over in less than 10 s, counted',
    tier: 'N',
    by: { spec: 'tests/resilience/zombie.spec.ts' },
  },
  {
    id: 'F17',
    title: 'Event loop blocked',
    fault: 'a loop of four leases in an orchestrator and a notifier',
    holds: 'as F16',
    tier: 'C',
    by: { play: replicas.blockedLoop },
  },
  {
    id: 'F18',
    title: 'Agent killed in the middle of its answer',
    fault: 'CRASH_AT ag.*',
    holds: 'nothing of a half answer is sent',
    tier: 'C',
    by: { spec: CRASHES, tests: 'ag\\.' },
  },
  {
    id: 'F19',
    title: 'Partition of orchestrators and agents',
    fault: 'one of two agents replicas hears nothing, is not heard, or both, 12 s each',
    holds: 'the other one answers, each person within 10 s',
    tier: 'C',
    by: { play: network.partition },
  },
  {
    id: 'F19q',
    title: 'Partition of orchestrators and agents, short',
    fault: 'one way, 5 s',
    holds: 'the other one answers',
    tier: 'C',
    by: { play: network.shortPartition },
  },
  {
    id: 'F20',
    title: 'Slow links',
    fault: 'late by 400 ms, 20 KB/s or slices of 30 bytes, one link at a time',
    holds: 'limits of clients double nothing',
    tier: 'N',
    by: { play: network.slowLinks },
  },
  {
    id: 'F21',
    title: 'Faults of the model',
    fault: 'nine kinds at random, a third of all calls',
    holds: 'one answer or one honest sentence each',
    tier: 'C',
    by: { play: outside.modelFaults, needs: WITHOUT_HANDOFF },
  },
  {
    id: 'F22',
    title: 'Faults of the Graph API',
    fault: 'nine kinds at random, a fifth of all first attempts',
    holds: 'what was taken is never sent again',
    tier: 'C',
    settleMs: 90_000,
    by: { play: outside.graphFaults },
  },
  {
    id: 'F23',
    title: 'Notifier killed at each point, with each outcome and each timing',
    fault: 'CRASH_AT no.* × 6 outcomes × 2 timings',
    holds: 'sent once, or parked after two deaths',
    tier: 'C',
    by: { spec: SENDS, tests: 'a notifier that dies' },
  },
  {
    id: 'F24',
    title: 'Intake down while sends are unknown',
    fault: 'gateways killed for 8 s, statuses later',
    holds: 'nothing is sent again before somebody can know',
    tier: 'C',
    settleMs: 90_000,
    by: { play: outside.intakeDown },
  },
  {
    id: 'F25',
    title: 'Four of each race for the same rows',
    fault: 'four orchestrators and four notifiers',
    holds: 'order is kept',
    tier: 'C',
    by: { play: replicas.race, needs: { ...SHARED, replicas: { orchestrator: 4, notifier: 4 } } },
  },
  {
    id: 'F26',
    title: 'Clock jumps',
    fault: 'an orchestrator and a notifier an hour and a day ahead and back',
    holds: 'no lease lapses early',
    tier: 'N',
    by: { play: clockJumps, missing: () => (findFaketime() ? undefined : 'libfaketime is not installed') },
  },
  {
    id: 'F27',
    title: 'Rolling restart under load',
    fault: 'SIGTERM, twice, to each service',
    holds: 'exit code 0, no error',
    tier: 'C',
    by: { spec: 'tests/resilience/drain.spec.ts' },
  },
  {
    id: 'F28',
    title: 'Agent out of memory',
    fault: 'its heap is filled until it aborts',
    holds: 'the other one answers',
    tier: 'C',
    by: { play: replicas.outOfMemory },
  },
  {
    id: 'F29',
    title: 'Poison',
    fault: 'a message that ends the orchestrator each time',
    holds: 'set aside after three attempts, others are answered',
    tier: 'C',
    by: { play: replicas.poison, spoils: true, needs: { ...SHARED, env: { LOG_LEVEL: 'warn' } } },
  },
  {
    id: 'F30',
    title: 'Flood',
    fault: 'one person sends 1,500 messages',
    holds: "the others' p95 stays under twice the usual",
    tier: 'N',
    settleMs: 120_000,
    by: { play: floodOfOnePerson },
  },
  {
    id: 'F31',
    title: 'Two versions side by side',
    fault: 'an older build beside this one',
    holds: 'nothing lost, nothing doubled, order kept, queues empty',
    tier: 'N',
    by: { skipped: 'there is no released version yet that could run beside this one' },
  },
  {
    id: 'F32',
    title: 'Addresses change while names fail',
    fault: 'no answer to any name for 5 s, then other addresses',
    holds: 'old connections go on, new addresses are used',
    tier: 'N',
    by: { play: namesFail, needs: WITH_NAMES },
  },
  {
    id: 'F33',
    title: 'Certificates renewed under load',
    fault: 'all certificates replaced twice',
    holds: 'no call fails',
    tier: 'N',
    by: { play: certificatesRenewed, needs: WITH_CERTIFICATES },
  },
  {
    id: 'F33c',
    title: 'Crash-consistent copy of Postgres',
    fault: 'its folder is copied while it is stopped in the middle of everything',
    holds: 'the copy has everything that was acknowledged before',
    tier: 'N',
    by: { play: crashConsistentCopy },
  },
];
