import { z } from 'zod';
import { port, processConfig } from '#libs/config';
import { modelVariables } from '#libs/llm';

export const agentsConfig = processConfig.extend({
  OPS_PORT: port(9104),
  GRPC_PORT: port(50054),
  /** Folder of the agents' files; relative to the working directory. */
  AGENTS_DIR: z.string().default('apps/agents/agents'),
  ...modelVariables,
});

export type AgentsConfig = Readonly<z.infer<typeof agentsConfig>>;

export const AGENTS_CONFIG = Symbol('agents config');
