import { z } from 'zod';
import { count, flag, port, processConfig, url } from '#libs/config';
import { modelVariables } from '#libs/llm';

export const agentsConfig = processConfig.extend({
  OPS_PORT: port(9104),
  GRPC_PORT: port(50054),
  /** Folder of the agents' files; relative to the working directory. */
  AGENTS_DIR: z.string().default('apps/agents/agents'),
  DATABASE_URL: url('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: count(8, { min: 2, max: 100 }),
  /** Accept a Postgres that may lose acknowledged commits: for tests. */
  DATABASE_ALLOW_UNSAFE: flag(false),
  /** Folder that migrating imports when there is no business yet, relative to the working directory; `none` for none. */
  EXAMPLE_BUSINESS: z.string().default('apps/agents/businesses/panaderia-la-espiga'),
  ...modelVariables,
});

export type AgentsConfig = Readonly<z.infer<typeof agentsConfig>>;

export const AGENTS_CONFIG = Symbol('agents config');
