import type { GatewayConfig } from '../gateway.config.js';

/** The public address of sites, without a slash at its end. */
export const sitesUrl = ({ SITES_URL, SITES_PORT }: Pick<GatewayConfig, 'SITES_URL' | 'SITES_PORT'>): string =>
  (SITES_URL ?? `http://localhost:${SITES_PORT}`).replace(/\/+$/, '');
