/** What a site may weigh, and what checking it may cost. */
export interface CheckLimits {
  siteBytes: number;
  fileBytes: number;
  files: number;
  /** For each of the two processes that look at a site: one reads its files, one opens it in a browser. */
  timeoutMs: number;
  /** Sites that may wait for either process. */
  queue: number;
  /** A process that has had nothing to do for so long is ended. */
  idleMs: number;
  /** The browser; without one sites are not opened. */
  chromium?: string;
}

export const CHECK_LIMITS = Symbol('check limits');
