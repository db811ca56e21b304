import { z } from 'zod';
import { count, flag, port, processConfig, target, url } from '#libs/config';
import { humanContact, humanContacts } from './ownership/human-contact.js';

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
  /** Messages and turns are kept this long; Meta may send an event again for 7 days. */
  RETENTION_DAYS: count(30, { min: 9, max: 3650 }),
});

export type OrchestratorConfig = Readonly<z.infer<typeof orchestratorConfig>>;

export const ORCHESTRATOR_CONFIG = Symbol('orchestrator config');
