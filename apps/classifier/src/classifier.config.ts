import { z } from 'zod';
import { count, port, processConfig, target, url } from '#libs/config';
import { modelVariables } from '#libs/llm';

export const classifierConfig = processConfig.extend({
  OPS_PORT: port(9103),
  GRPC_PORT: port(50053),
  AGENTS_URL: target,
  REDIS_URL: url('redis', 'rediss'),
  /** Folder of the labelled texts; relative to the working directory. */
  UTTERANCES_DIR: z.string().default('apps/classifier/utterances'),
  /** How often the list of agents is looked at. */
  AGENTS_REFRESH_MS: count(60_000, { min: 100, max: 3_600_000 }),
  /** Time for the model's choice; what it has not decided by then is decided without it. */
  ROUTER_TIMEOUT_MS: count(2_200, { min: 50, max: 10_000 }),
  /** Verdicts kept in this process. */
  VERDICTS_CACHED: count(10_000, { min: 1, max: 1_000_000 }),
  ...modelVariables,
});

export type ClassifierConfig = Readonly<z.infer<typeof classifierConfig>>;

export const CLASSIFIER_CONFIG = Symbol('classifier config');
