/**
 * The Content-Security-Policy of generated sites: what they may load and do, where they are published and where they are
 * checked before. Scripts and styles stand in files, so a script that somebody smuggled into a text does not run; no worker
 * outlives a rollback, and nothing is sent elsewhere.
 */
export const SITE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');
