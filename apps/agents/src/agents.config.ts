import { z } from 'zod';
import { count, flag, port, processConfig, url } from '#libs/config';
import { modelVariables } from '#libs/llm';

export const agentsConfig = processConfig.extend({
  OPS_PORT: port(9104),
  GRPC_PORT: port(50054),
  /** Folder of the agents' files; relative to the working directory. */
  AGENTS_DIR: z.string().default('apps/agents/agents'),
  DATABASE_URL: url('postgres', 'postgresql'),
  /** Shares answers among processes; without it each keeps its own. */
  REDIS_URL: url('redis', 'rediss').optional(),
  /** Signs answers that are given again; without it each question is asked anew. */
  ANSWER_CACHE_SECRET: z.string().min(16, 'expected at least 16 characters').optional(),
  /** An answer is given again for so long at most. */
  ANSWER_CACHE_TTL_S: count(3_600, { min: 1, max: 86_400 }),
  /** Of answers in the memory of one process. */
  ANSWER_CACHE_BYTES: count(8_000_000, { min: 100_000, max: 1_000_000_000 }),
  DATABASE_POOL_SIZE: count(8, { min: 2, max: 100 }),
  /** Accept a Postgres that may lose acknowledged commits: for tests. */
  DATABASE_ALLOW_UNSAFE: flag(false),
  /** Folder that migrating imports when there is no business yet, relative to the working directory; `none` for none. */
  EXAMPLE_BUSINESS: z.string().default('apps/agents/businesses/panaderia-la-espiga'),
  /** Browser that opens generated sites; without it the first on the PATH. Without any, sites are not opened. */
  CHROMIUM_PATH: z.string().optional(),
  /** What a generated site may weigh: in all, one file, and how many files. */
  CHECK_SITE_BYTES: count(2_000_000, { min: 1_000, max: 50_000_000 }),
  CHECK_FILE_BYTES: count(500_000, { min: 1_000, max: 50_000_000 }),
  CHECK_FILES: count(500, { min: 1, max: 10_000 }),
  /** Reading a site's files, and opening it in the browser, may each take so long. */
  CHECK_TIMEOUT_MS: count(30_000, { min: 1_000, max: 300_000 }),
  /** Sites that may wait to be checked. */
  CHECK_QUEUE: count(64, { max: 10_000 }),
  /** Where people see the sites that builds make. */
  SITES_URL: url('http', 'https').default('http://localhost:3001'),
  /** What runs of builds leave is kept for so long. */
  BUILD_RETENTION_DAYS: count(90, { min: 1, max: 3_650 }),
  /** File of the MCP servers, relative to the working directory; without it there are none. */
  MCP_CONFIG: z.string().optional(),
  /** Whether the tools of a server that is new are approved as they are. */
  MCP_PIN: z.enum(['trust-first', 'approve'], 'expected trust-first or approve').default('trust-first'),
  ...modelVariables,
});

export type AgentsConfig = Readonly<z.infer<typeof agentsConfig>>;

export const AGENTS_CONFIG = Symbol('agents config');
