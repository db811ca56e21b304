import { SITE_POLICY } from '#libs/sites';
import type { GatewayConfig } from '../gateway.config.js';

/**
 * On every answer of a site. What agents wrote may run, but it speaks to nobody else, sends forms nowhere else, leaves no
 * worker behind that outlives a rollback, and is framed by the operators' console alone.
 */
export function siteHeaders(
  config: Pick<GatewayConfig, 'PORT' | 'CONSOLE_URL' | 'CONSOLE_TOKEN'>,
): Record<string, string> {
  return {
    ...everywhere,
    'content-security-policy': [
      SITE_POLICY,
      `frame-ancestors ${consoleOrigins(config).join(' ') || "'none'"}`,
      'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads',
    ].join('; '),
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** Of a picture of a site: the console and whoever has its address may show it. */
export const previewHeaders: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
};

const everywhere: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': [
    'camera=()',
    'microphone=()',
    'geolocation=()',
    'payment=()',
    'usb=()',
    'serial=()',
    'bluetooth=()',
    'midi=()',
    'display-capture=()',
    'publickey-credentials-get=()',
  ].join(', '),
};

/** Of our own page: nothing but its style, which is named by its hash. */
export const pageHeaders = (styleHash: string): Record<string, string> => ({
  ...everywhere,
  'content-security-policy': `default-src 'none'; style-src '${styleHash}'; frame-ancestors 'none'`,
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  vary: 'accept-language',
});

/** None where there is no console. */
function consoleOrigins({
  PORT,
  CONSOLE_URL,
  CONSOLE_TOKEN,
}: Pick<GatewayConfig, 'PORT' | 'CONSOLE_URL' | 'CONSOLE_TOKEN'>): string[] {
  if (CONSOLE_TOKEN === undefined) return [];
  if (CONSOLE_URL !== undefined) return [new URL(CONSOLE_URL).origin];
  return [`http://localhost:${PORT}`, `http://127.0.0.1:${PORT}`];
}
