import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { count, list, port, processConfig, url } from '#libs/config';

const STATUSES = ['sent', 'delivered', 'read'] as const;
export type AutomaticStatus = (typeof STATUSES)[number];

/** The environment of the simulator. Everything has a default: with none set it plays one business to three people. */
export const simulatorConfig = processConfig.extend({
  /** The one port: Graph API, model API, phone page, probes, metrics. 0 takes a free one. */
  SIMULATOR_PORT: port(4000),
  /** Where webhooks go. */
  SIMULATOR_WEBHOOK_URL: url('http', 'https').default('http://127.0.0.1:3000/webhooks/whatsapp'),
  /** How others reach this process, for the media URLs in webhooks; without it they carry ids only. */
  SIMULATOR_PUBLIC_URL: url('http', 'https').optional(),
  /** People, chats and media survive a restart in this file and the folder `<file>.media` beside it. */
  SIMULATOR_STATE_FILE: z.string().optional(),
  /** Statuses that follow every accepted message by themselves, in order; `none` for no status at all. */
  SIMULATOR_STATUSES: z
    .string()
    .default('sent,delivered')
    .transform((value) =>
      value === 'none'
        ? []
        : value
            .split(',')
            .map((status) => status.trim())
            .filter(Boolean),
    )
    .pipe(z.array(z.enum(STATUSES, `expected none, or some of ${STATUSES.join(', ')}`))),
  /** Entries that each traffic log keeps. */
  SIMULATOR_LOG_SIZE: count(20_000, { min: 10, max: 1_000_000 }),
  /** One for each number, comma separated. */
  SIMULATOR_BUSINESS_NAME: list.default(['Parley']),
  /** The number of the first business, those of the others follow; its country code is put before recipients that come without a plus. */
  SIMULATOR_BUSINESS_NUMBER: z
    .string()
    .refine(
      (value) => parsePhoneNumberFromString(value)?.isPossible(),
      'expected an international number that starts with +',
    )
    .default('+34 910 000 001'),
  /** One for each business that is played. */
  WHATSAPP_PHONE_NUMBER_ID: list
    .pipe(z.array(z.string().regex(/^\d{5,20}$/, 'expected digits')))
    .refine((ids) => new Set(ids).size === ids.length, 'a number is there twice')
    .default(['100000000000001']),
  /** The first of the list signs webhooks. */
  WHATSAPP_APP_SECRET: list
    .pipe(z.array(z.string()).min(1, 'expected at least one secret'))
    .default(['parley-app-secret']),
  WHATSAPP_VERIFY_TOKEN: z.string().default('parley-verify-token'),
  /** Without it any bearer token is accepted. */
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
});

export type SimulatorConfig = Readonly<z.infer<typeof simulatorConfig>>;

export const SIMULATOR_CONFIG = Symbol('configuration of the simulator');
