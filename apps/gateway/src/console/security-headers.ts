import type { GatewayConfig } from '../gateway.config.js';
import { sitesUrl } from '../sites/sites-url.js';

/**
 * On every answer under /console. The page has no inline script or style, loads nothing from elsewhere and is never framed;
 * in a frame it shows the sites that agents made, which have an origin of their own.
 */
export const consoleHeaders = (config: Pick<GatewayConfig, 'SITES_URL' | 'SITES_PORT'>): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${new URL(sitesUrl(config)).origin}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
});
