import { readFileSync } from 'node:fs';
import { type Service, SERVICES, TABLE } from '../launcher/plan/service-table.ts';

/** Where the parts of a deployment are, and what they are told: the variables that the services have. */
export interface Deployment {
  /** Of each service that has one: `<SERVICE>_DATABASE_URL`, else DATABASE_URL. */
  databases: { service: Service; url: string | undefined }[];
  redisUrl: string | undefined;
  /** Ops ports: `<SERVICE>_OPS_URL`, else the default ones on this machine. */
  services: { service: Service; url: string }[];
  /** The gateway's public address. */
  publicUrl: string;
  sitesUrl: string | undefined;
  whatsapp: {
    url: string;
    numbers: string[];
    tokenOf: (number: string) => string | undefined;
    appSecret: string | undefined;
    verifyToken: string | undefined;
  };
  /** Keys in the order in which services use them, each under the name of its variable. */
  model: { url: string; keys: ModelKey[] };
  /** Secrets that must be long, by variable. */
  secrets: Record<string, string | undefined>;
  isProduction: boolean;
}

export interface ModelKey {
  name: string;
  value: string;
}

/** Of the model API: the first variable of its keys; others have a number. */
const KEYS = 'ANTHROPIC_API_KEY';

/** What is read besides the addresses above; a launcher leaves no more than these to the doctor, and the numbered keys. */
export const SETTINGS = [
  'WHATSAPP_API_URL',
  'WHATSAPP_API_VERSION',
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_ACCESS_TOKENS',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
  KEYS,
  'ANTHROPIC_BASE_URL',
  'CONSOLE_TOKEN',
  'BUILD_CACHE_SECRET',
  'ANSWER_CACHE_SECRET',
  'SITES_URL',
  'NODE_ENV',
];

const SECRETS = [
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
  'CONSOLE_TOKEN',
  'BUILD_CACHE_SECRET',
  'ANSWER_CACHE_SECRET',
];

export function readDeployment(env: NodeJS.ProcessEnv): Deployment {
  const get = (name: string): string | undefined => env[name] || readTwin(env[`${name}_FILE`]);
  const withDatabase = SERVICES.filter((service) => TABLE[service].hasDatabase);
  const tokens = new Map(
    (get('WHATSAPP_ACCESS_TOKENS') ?? '').split(/[,\n]/).flatMap((pair): [string, string][] => {
      const [number, token] = pair.trim().split(':');
      return number && token ? [[number, token]] : [];
    }),
  );
  const api = (get('WHATSAPP_API_URL') ?? 'https://graph.facebook.com').replace(/\/+$/, '');
  return {
    databases: withDatabase.map((service) => ({
      service,
      url: get(`${service.toUpperCase()}_DATABASE_URL`) ?? get('DATABASE_URL'),
    })),
    redisUrl: get('REDIS_URL'),
    services: SERVICES.map((service) => ({
      service,
      url: get(`${service.toUpperCase()}_OPS_URL`) ?? `http://127.0.0.1:${TABLE[service].opsPort}`,
    })),
    publicUrl: get('GATEWAY_PUBLIC_URL') ?? `http://127.0.0.1:${get('PORT') ?? 3000}`,
    sitesUrl: get('SITES_URL'),
    whatsapp: {
      url: `${api}/${get('WHATSAPP_API_VERSION') ?? 'v25.0'}`,
      numbers: [...new Set([...splitList(get('WHATSAPP_PHONE_NUMBER_ID')), ...tokens.keys()])],
      tokenOf: (number) => tokens.get(number) ?? get('WHATSAPP_ACCESS_TOKEN'),
      appSecret: splitList(get('WHATSAPP_APP_SECRET'))[0],
      verifyToken: get('WHATSAPP_VERIFY_TOKEN'),
    },
    model: {
      url: (get('ANTHROPIC_BASE_URL') ?? 'https://api.anthropic.com').replace(/\/+$/, ''),
      keys: keyNames(env).flatMap((name) => toKeys(name, get(name))),
    },
    secrets: Object.fromEntries(SECRETS.map((name) => [name, get(name)])),
    isProduction: get('NODE_ENV') === 'production',
  };
}

/** The variables of keys, those of mounted files as well, in the order of their numbers. */
export const keyNames = (env: Readonly<Record<string, string | undefined>>): string[] => {
  const names = Object.keys(env).map((name) => name.replace(/_FILE$/, ''));
  const numberOf = (name: string): number => Number(name.slice(KEYS.length + 1) || 1);
  return [...new Set(names)].filter((name) => IS_KEY.test(name)).sort((a, b) => numberOf(a) - numberOf(b));
};
const IS_KEY = new RegExp(`^${KEYS}(_\\d+)?$`);

/** One variable or file may hold several. */
const toKeys = (name: string, text = ''): ModelKey[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((value, n) => ({ name: n === 0 ? name : `${name}[${n}]`, value }));

const splitList = (value = ''): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

const readTwin = (path: string | undefined): string | undefined =>
  path ? readFileSync(path, 'utf8').trim() : undefined;
