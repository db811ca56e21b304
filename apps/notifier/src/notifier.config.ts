import { z } from 'zod';
import { count, flag, list, port, processConfig, url } from '#libs/config';
import { breakerOf, edges } from '#libs/resilience';
import { token, tokensByNumber } from './graph/token-variables.js';
import { readMenuLanguages } from './menu/menu-languages.js';

const seconds = (fallback: number) =>
  z.coerce
    .number('expected a number')
    .min(0, 'expected at least 0')
    .max(3_600, 'expected at most 3600')
    .default(fallback);

/** Times below a second are for tests; the relations between them are checked at start. */
export const notifierConfig = processConfig
  .extend({
    OPS_PORT: port(9105),
    GRPC_PORT: port(50055),
    DATABASE_URL: url('postgres', 'postgresql'),
    DATABASE_POOL_SIZE: count(8, { min: 2, max: 100 }),
    /** Accept a Postgres that may lose acknowledged commits: for tests. */
    DATABASE_ALLOW_UNSAFE: flag(false),
    REDIS_URL: url('redis', 'rediss'),
    WHATSAPP_API_URL: url('http', 'https').default('https://graph.facebook.com'),
    WHATSAPP_API_VERSION: z
      .string()
      .regex(/^v\d{1,3}\.\d{1,2}$/, 'expected a version such as v25.0')
      .default('v25.0'),
    /** For every number that has none of its own. */
    WHATSAPP_ACCESS_TOKEN: token.optional(),
    /** `<phone number id>:<token>`, one for each number that has its own. */
    WHATSAPP_ACCESS_TOKENS: tokensByNumber.optional(),
    /** Numbers of this installation, comma separated: those that get a menu, besides the ones with a token of their own. */
    WHATSAPP_PHONE_NUMBER_ID: list.optional(),
    /** Menu of commands and first sentences: `es`, `en`, `pt` or `none`, and `<phone number id>:<one of them>` for numbers that differ. */
    WHATSAPP_MENU_LANGUAGE: z.string().default('none').transform(readMenuLanguages),
    /** Messages on their way to WhatsApp at once, and connections to it. */
    SENDS_IN_FLIGHT: count(256, { min: 1, max: 5_000 }),
    READ_MARKS_IN_FLIGHT: count(32, { min: 1, max: 1_000 }),
    /** A number whose sends fail again and again is left alone for so long; smaller values are for tests. */
    WHATSAPP_CIRCUIT_OPEN_MS: count(breakerOf('notifier.whatsapp.send').halfOpenAfterMs, { min: 100, max: 600_000 }),
    /** The whole POST. */
    SEND_TIMEOUT_MS: count(edges['notifier.whatsapp.send'].deadlineMs, { min: 100, max: 60_000 }),
    /** One message to a person in this many seconds, after a burst; 0 lifts the limit. */
    PAIR_SECONDS_PER_MESSAGE: seconds(6),
    PAIR_BURST: count(45, { min: 1, max: 1_000 }),
    /** Messages a second of one business number; 0 lifts the limit. */
    NUMBER_RATE_PER_SECOND: count(80, { max: 100_000 }),
    /** Replicas that share a number's rate while Redis is away. */
    REPLICAS: count(1, { min: 1, max: 1_000 }),
    /** The next message of a conversation waits this long for the delivery of the one before; 0 waits for nothing. */
    WAIT_FOR_DELIVERED_MS: count(0, { max: 60_000 }),
    /** Lease of a claimed message and how often it is extended. */
    LEASE_TTL_MS: count(6_000, { min: 400, max: 8_000 }),
    LEASE_TICK_MS: count(2_000, { min: 100, max: 2_500 }),
    /** Nothing of which it is unknown whether it was sent is sent again before this has passed without a status. */
    QUIET_PERIOD_MS: count(90_000),
    /** 99.9 % of the statuses come within this. */
    STATUS_DELAY_MS: count(60_000),
    /** How long such a message may hold back later ones of its conversation. */
    HOL_MAX_MS: count(120_000),
    /** How long it may stay unknown with nothing behind it. */
    UNKNOWN_MAX_MS: count(1_800_000, { max: 86_400_000 }),
    /** A longer time without an intake beat makes the evidence worthless. */
    BEAT_GAP_MS: count(30_000),
    RECONCILE_INTERVAL_MS: count(1_000, { min: 20 }),
    /** Approved template, `name:language`, that invites a person back whose answer came too late; none is sent without it. */
    REENGAGEMENT_TEMPLATE: z
      .string()
      .regex(/^[a-z0-9_]{1,512}:[a-z]{2,3}(_[A-Z]{2})?$/, 'expected a name and a language such as come_back:pt_BR')
      .optional(),
    /** Sent messages and their statuses are kept this long; Meta may send a status again for 7 days. */
    RETENTION_DAYS: count(30, { min: 8, max: 3_650 }),
  })
  .refine((config) => config.WHATSAPP_ACCESS_TOKEN ?? config.WHATSAPP_ACCESS_TOKENS, {
    path: ['WHATSAPP_ACCESS_TOKEN'],
    message: 'missing: a token for all numbers, or WHATSAPP_ACCESS_TOKENS with one for each',
    when: () => true, // named together with whatever else is missing
  })
  .superRefine((config, context) => {
    const complain = (name: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [name], message });
    const earliest = config.LEASE_TTL_MS + config.SEND_TIMEOUT_MS + config.STATUS_DELAY_MS;
    if (config.LEASE_TTL_MS < 3 * config.LEASE_TICK_MS)
      complain('LEASE_TTL_MS', `expected at least three times LEASE_TICK_MS (${3 * config.LEASE_TICK_MS})`);
    if (config.QUIET_PERIOD_MS < earliest)
      complain(
        'QUIET_PERIOD_MS',
        `expected at least LEASE_TTL_MS + SEND_TIMEOUT_MS + STATUS_DELAY_MS (${earliest}): a status may still be on its way`,
      );
    if (config.HOL_MAX_MS <= config.QUIET_PERIOD_MS)
      complain('HOL_MAX_MS', `expected more than QUIET_PERIOD_MS (${config.QUIET_PERIOD_MS})`);
    if (config.UNKNOWN_MAX_MS < config.HOL_MAX_MS)
      complain('UNKNOWN_MAX_MS', `expected at least HOL_MAX_MS (${config.HOL_MAX_MS})`);
  });

export type NotifierConfig = Readonly<z.infer<typeof notifierConfig>>;

export const NOTIFIER_CONFIG = Symbol('notifier config');
