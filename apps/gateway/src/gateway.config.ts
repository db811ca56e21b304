import { z } from 'zod';
import { count, flag, list, port, processConfig, target, url } from '#libs/config';
import { readInjectionPolicy } from './sanitation/injection-policy.js';

export const gatewayConfig = processConfig.extend({
  OPS_PORT: port(9101),
  GRPC_PORT: port(50051),
  /** The public door: webhooks. */
  PORT: port(3000),
  /** The door of sites that agents made: another origin than the console's. */
  SITES_PORT: port(3001),
  /** Where people reach SITES_PORT; best on a host of its own, because cookies know no ports. */
  SITES_URL: url('http', 'https').optional(),
  /** Where operators reach /console, which may show sites in a frame; localhost and 127.0.0.1 at PORT when unset. */
  CONSOLE_URL: url('http', 'https').optional(),
  DATABASE_URL: url('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: count(4, { min: 1, max: 100 }),
  /** Accept a Postgres that may lose acknowledged commits: for tests. */
  DATABASE_ALLOW_UNSAFE: flag(false),
  REDIS_URL: url('redis', 'rediss'),
  ORCHESTRATOR_URL: target,
  NOTIFIER_URL: target,
  AGENTS_URL: target,
  /** App secrets, comma separated: during a rotation the old and the new one. */
  WHATSAPP_APP_SECRET: list.refine((secrets) => secrets.length > 0, 'missing'),
  WHATSAPP_VERIFY_TOKEN: z.string('missing'),
  /** Phone number ids that belong to this installation, comma separated; every number when unset. */
  WHATSAPP_PHONE_NUMBER_ID: list.optional(),
  /** Messages of one person that are answered within a minute; 0 = no limit. */
  RATE_LIMIT_PER_MINUTE: count(10),
  /** What happens to likely injections: `flag` or `block`, and `<phone number id>:flag|block` for numbers that differ. */
  INJECTION_POLICY: z.string().default('flag').transform(readInjectionPolicy),
  /** What was set aside and replayed, or what nobody acts on, is kept this long. */
  RETENTION_DAYS: count(30, { min: 8, max: 3_650 }),
  /** Operators sign in to /console with it; without it there is no console. */
  CONSOLE_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
});

export type GatewayConfig = Readonly<z.infer<typeof gatewayConfig>>;

export const GATEWAY_CONFIG = Symbol('gateway config');
