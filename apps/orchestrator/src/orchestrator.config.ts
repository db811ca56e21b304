import { z } from 'zod';
import { count, flag, list, port, processConfig, target, url } from '#libs/config';
import { humanContact, humanContacts } from './ownership/human-contact.js';
import { budgetLimits } from './phases/budgets/budget-limits.js';

export const orchestratorConfig = processConfig.extend({
  OPS_PORT: port(9102),
  GRPC_PORT: port(50052),
  DATABASE_URL: url('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: count(8, { min: 2, max: 100 }),
  /** Accept a Postgres that may lose acknowledged commits: for tests. */
  DATABASE_ALLOW_UNSAFE: flag(false),
  REDIS_URL: url('redis', 'rediss'),
  CLASSIFIER_URL: target,
  AGENTS_URL: target,
  NOTIFIER_URL: target,
  /** Messages of a person that come closer together than this make one turn; commands and taps skip it. */
  BURST_WINDOW_MS: count(1_000, { max: 30_000 }),
  /** Turns that one process works on at once. */
  TURNS_IN_FLIGHT: count(2_500, { min: 1, max: 20_000 }),
  /** Attempts before a turn is set aside; 1 parks it after its first failure. */
  TURN_ATTEMPTS: count(4, { min: 1, max: 20 }),
  /** Time for one attempt of an agent. */
  TURN_TIMEOUT_MS: count(120_000, { min: 1_000, max: 290_000 }),
  /** Age at which a person whose turn has failed is told that the answer takes longer. */
  PATIENCE_MS: count(8_000, { max: 600_000 }),
  /** Time after which a person whose turn could not be begun, for want of a place, is told that it takes longer. */
  TURN_WAIT_MS: count(30_000, { min: 100, max: 600_000 }),
  /** Lease of a claimed conversation and how often it is extended; smaller values are for tests. */
  LEASE_TTL_MS: count(6_000, { min: 300, max: 8_000 }),
  LEASE_TICK_MS: count(2_000, { min: 100, max: 2_500 }),
  /** How a person reaches a human: a phone number or an address, shown when they ask for one. */
  HUMAN_CONTACT: humanContact.optional(),
  /** `<phone number id>: <contact>`, for numbers that have their own. */
  HUMAN_CONTACTS: humanContacts.optional(),
  /** A server with OpenAI's /v1/audio/transcriptions; without one people are asked to write. */
  STT_BASE_URL: url('http', 'https').optional(),
  STT_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'expected a key without spaces')
    .optional(),
  STT_MODEL: z.string().max(100, 'expected at most 100 characters').default('whisper-1'),
  /** Files that people sent are kept this long. */
  MEDIA_RETENTION_DAYS: count(7, { min: 1, max: 3650 }),
  /** Turns in a row that fail or are not understood before a person is asked for; 0 never asks. */
  HANDOFF_AFTER_FAILURES: count(3, { max: 100 }),
  /** Time after which a request for a person that nobody has taken is made again with priority. */
  HANDOFF_ESCALATION_MS: count(300_000, { min: 100, max: 86_400_000 }),
  /** Phases of builds that one process works on at once. */
  BUILD_PHASES_IN_FLIGHT: count(1_000, { min: 1, max: 10_000 }),
  /** Phases of one number, and of all numbers together, that run at once in all processes. */
  BUILD_PHASES_PER_NUMBER: count(1_000, { min: 1, max: 100_000 }),
  BUILD_PHASES_TOTAL: count(4_000, { min: 1, max: 100_000 }),
  /** Builds of one person that have not ended; one more is refused. */
  BUILDS_PER_PERSON: count(3, { min: 1, max: 1_000 }),
  /** Where people reach sites, and the pictures of them that are sent into the chat. */
  SITES_URL: url('http', 'https').default('http://localhost:3001'),
  /** Builds that have ended, and those that nobody has let go on, are kept this long. */
  BUILD_RETENTION_DAYS: count(90, { min: 1, max: 3650 }),
  /** Folder of the workflows of builds, read at the start. */
  WORKFLOWS_DIR: z.string().default('apps/orchestrator/workflows'),
  /** Messages and turns are kept this long; Meta may send an event again for 7 days. */
  RETENTION_DAYS: count(30, { min: 9, max: 3650 }),
  /** Signs outcomes of phases that are used again; without it each phase of a build runs. */
  BUILD_CACHE_SECRET: z.string().min(16, 'expected at least 16 characters').optional(),
  /** Agents whose outcomes are never used again, comma separated. */
  BUILD_CACHE_EXCLUDED: list.default([]),
  /** An outcome that has not been used for so long goes, and so do the ones that helped least recently beyond a number. */
  BUILD_CACHE_DAYS: count(30, { min: 1, max: 3650 }),
  BUILD_CACHE_ENTRIES: count(20_000, { min: 100 }),
  /** What one build, one person in a day and one number in a day may use. */
  BUILD_MAX: budgetLimits('tokens=4000000,usd=10,calls=1000,minutes=120'),
  BUILD_MAX_PERSON_DAY: budgetLimits('tokens=20000000,usd=40,calls=5000,minutes=600'),
  BUILD_MAX_NUMBER_DAY: budgetLimits('tokens=400000000,usd=500'),
  /** How often the list of agents is looked at. */
  AGENTS_REFRESH_MS: count(60_000, { min: 100, max: 3_600_000 }),
});

export type OrchestratorConfig = Readonly<z.infer<typeof orchestratorConfig>>;

export const ORCHESTRATOR_CONFIG = Symbol('orchestrator config');
