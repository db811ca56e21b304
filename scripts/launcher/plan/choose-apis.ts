import type { DemoSecrets } from './demo-secrets.ts';

/** Who plays an API: the real one, a server that the person named, or our simulator. */
export type Player = 'real' | 'named' | 'simulator';

export interface Apis {
  whatsapp: Player;
  model: Player;
  /** What the services are to know, over what the person set. */
  variables: NodeJS.ProcessEnv;
}

export class SettingsError extends Error {}

/** A menu in the language of the example business, for the simulator's own number or those that it was given. */
const menuOf = (env: NodeJS.ProcessEnv): string =>
  isSet(env, 'WHATSAPP_PHONE_NUMBER_ID') ? 'es' : '100000000000001:es';

/**
 * Decides for WhatsApp and for the model separately who plays them, and lifts the limits that only protect real accounts
 * where the API is on this machine.
 * @throws SettingsError when a real API is wanted but cannot work with what is set
 */
export function chooseApis(env: NodeJS.ProcessEnv, simulatorUrl: string, demo: DemoSecrets): Apis {
  const hasToken = isSet(env, 'WHATSAPP_ACCESS_TOKEN') || isSet(env, 'WHATSAPP_ACCESS_TOKENS');
  const whatsapp = playerOf(env['WHATSAPP_API_URL'], hasToken);
  const model = playerOf(env['ANTHROPIC_BASE_URL'], isSet(env, 'ANTHROPIC_API_KEY'));
  if (whatsapp === 'real') requireMeta(env);
  const whatsappUrl = whatsapp === 'simulator' ? simulatorUrl : env['WHATSAPP_API_URL'];
  const modelUrl = model === 'simulator' ? `${simulatorUrl}/anthropic` : env['ANTHROPIC_BASE_URL'];
  const variables = {
    ...(whatsapp !== 'real' && unlessSet(env, demo)),
    ...(whatsapp === 'real' && unlessSet(env, { WHATSAPP_VERIFY_TOKEN: demo.WHATSAPP_VERIFY_TOKEN })),
    ...(model !== 'real' && unlessSet(env, { ANTHROPIC_API_KEY: 'offline-demo' })),
    ...(whatsappUrl && { WHATSAPP_API_URL: whatsappUrl }),
    ...(modelUrl && { ANTHROPIC_BASE_URL: modelUrl }),
    // Recordings of the phones in the browser are test tones as often as not: who sends them is played, and so is who hears them
    ...(whatsapp === 'simulator' && unlessSet(env, { STT_BASE_URL: `${simulatorUrl}/speech` })),
    ...(whatsapp === 'simulator' && unlessSet(env, { WHATSAPP_MENU_LANGUAGE: menuOf(env) })),
    ...(isLoopback(whatsappUrl) && unlessSet(env, { NUMBER_RATE_PER_SECOND: '0' })),
    ...(isLoopback(modelUrl) && unlessSet(env, { MODEL_CONCURRENCY: '2500' })),
  };
  return { whatsapp, model, variables };
}

function playerOf(url: string | undefined, hasCredential: boolean): Player {
  if (url) return 'named';
  return hasCredential ? 'real' : 'simulator';
}

function requireMeta(env: NodeJS.ProcessEnv): void {
  if (isSet(env, 'WHATSAPP_APP_SECRET')) return;
  throw new SettingsError(
    'A WhatsApp access token is set, so messages go through Meta; then WHATSAPP_APP_SECRET is needed too, to know its webhooks.\n' +
      'You find it in the app dashboard of Meta (App settings > Basic). For a trial without Meta, unset WHATSAPP_ACCESS_TOKEN and WHATSAPP_ACCESS_TOKENS.',
  );
}

const isSet = (env: NodeJS.ProcessEnv, name: string): boolean => Boolean(env[name] || env[`${name}_FILE`]);

const unlessSet = (env: NodeJS.ProcessEnv, defaults: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(defaults).filter(([name]) => !isSet(env, name)));

export function isLoopback(url: string | undefined): boolean {
  if (!url || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
