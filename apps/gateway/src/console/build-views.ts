/**
 * What the page gets as JSON about builds. Times are ISO strings; money is in millionths of a US dollar. The page declares
 * the same in its contract.
 *
 * GET  builds?state=&phoneNumberId=&conversationId=&pageSize=&pageToken=   BuildPage
 * POST builds/search {query, state, …}                                     BuildPage (words never stand in an address)
 * POST builds {conversationId, request, language, workflow, idempotencyKey}  BuildView
 * GET  builds/:id?revision=                                                BuildDetail (the newest revision without one)
 * GET  builds/:id/events?pageSize=&pageToken=                              BuildEventPage
 * GET  builds/:id/stream                                                   server-sent events, see BuildNews
 * GET  builds/:id/files?revision=                                          FileList
 * GET  builds/:id/files?revision=&path=                                    FileContent
 * GET  builds/:id/diff?from=&to=                                           BuildDiff
 * POST builds/:id/refine {text, idempotencyKey}                            BuildView
 * POST builds/:id/cancel {reason}                                          BuildView
 * POST builds/:id/resume                                                  BuildView
 * POST builds/:id/rollback {revision, idempotencyKey}                      BuildView
 * POST builds/:id/phases/:phaseId/retry | skip | approve                   BuildView
 * GET  previews/:sha256                                                    the bytes of a screenshot
 */

export const buildStates = ['running', 'waiting_approval', 'done', 'failed', 'cancelled', 'paused'] as const;
export type BuildStateView = (typeof buildStates)[number] | 'unknown';

export type PhaseStateView =
  | 'blocked'
  | 'ready'
  | 'running'
  | 'done'
  | 'skipped'
  | 'failed'
  | 'cancelled'
  | 'reused'
  | 'waiting_approval'
  | 'unknown';

export interface BuildView {
  id: string;
  phoneNumberId: string;
  conversationId: string;
  title: string;
  request: string;
  language: string;
  workflow: string;
  state: BuildStateView;
  revision: number;
  /** Of the site; empty before the first deployment. */
  url: string;
  /** Of what there is of one that has not come to its end; empty where it is no site, or has one of its own. */
  unfinishedUrl: string;
  /** When a paused one goes on by itself. */
  resumeAt: string | null;
  slug: string;
  /** SHA-256 for previews/:sha256; empty without one. */
  screenshot: string;
  /** From the catalogue when it failed or is paused; else empty. */
  reason: string;
  createdAt: string | null;
  finishedAt: string | null;
  eta: string | null;
  phasesDone: number;
  phasesTotal: number;
  phasesReused: number;
  tokens: number;
  costMicros: number;
  /** What the reused phases would have cost. */
  savedMicros: number;
}

export interface FileView {
  path: string;
  sha256: string;
  size: number;
}

export interface AgentNoteView {
  from: string;
  to: string;
  /** question, answer, review, handoff. */
  kind: string;
  text: string;
}

export interface PhaseView {
  id: string;
  name: string;
  agent: string;
  dependsOn: string[];
  state: PhaseStateView;
  attempts: number;
  startedAt: string | null;
  finishedAt: string | null;
  /** What it is doing, in a few words. */
  note: string;
  /** End of what its agent has written so far. */
  outputTail: string;
  tokens: number;
  costMicros: number;
  toolCalls: number;
  model: string;
  /** Of its last error; empty without one. */
  reason: string;
  /** What it gave; null before the end. */
  output: Record<string, unknown> | null;
  /** The whole workspace after it. */
  files: FileView[];
  screenshot: string;
  notes: AgentNoteView[];
  /** It has not come to its end: its files are those that a run has written before it failed. */
  unfinished: boolean;
}

export interface RevisionView {
  number: number;
  createdAt: string | null;
  /** start, change, rollback. */
  cause: string;
  /** The change that was asked for, or the revision that was restored. */
  detail: string;
  state: BuildStateView;
  /** The revision that it was made from; 0 for the first. */
  parent: number;
}

export interface BuildPage {
  builds: BuildView[];
  nextPageToken: string;
}

export interface BuildDetail {
  build: BuildView;
  phases: PhaseView[];
  /** Oldest first. */
  revisions: RevisionView[];
}

export interface BuildEventView {
  id: string;
  at: string | null;
  revision: number;
  /** Empty for what concerns the whole build. */
  phase: string;
  type: string;
  /** contact, system, or the operator's name. */
  by: string;
  detail: string;
}

export interface BuildEventPage {
  /** Oldest first. */
  events: BuildEventView[];
  nextPageToken: string;
}

/**
 * Of the stream. `state`: everything as it stands, in the place of all that was known; it comes first, and again after every
 * break, so that nothing has to be resumed. `change`: the phases that changed since, by their id. `away`: the orchestrator
 * cannot be heard, a `state` follows when it can. `beat`: the line stands.
 */
export type BuildNews =
  { type: 'state' | 'change'; build: BuildView; phases: PhaseView[] } | { type: 'away' } | { type: 'beat' };

export interface FileList {
  revision: number;
  files: FileView[];
}

export interface FileContent extends FileView {
  revision: number;
  /** Null for what is no text. */
  text: string | null;
  /** The text is only the beginning. */
  isCut: boolean;
}

export interface FileChange {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  sizeBefore: number;
  sizeAfter: number;
  added: number;
  removed: number;
  /** Unified diff; null for what is no text, too large, or one too many. */
  patch: string | null;
}

export interface BuildDiff {
  from: number;
  to: number;
  changes: FileChange[];
  /** More files changed than are listed. */
  isCut: boolean;
}
