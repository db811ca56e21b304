/**
 * A workflow as a build runs it: patterns and review loops are expanded to plain phases, everything is checked, and the
 * build keeps a copy, so that a file edited later changes nothing of builds that run.
 */
export interface Workflow {
  name: string;
  title: string;
  /** SHA-256 (hex) of the canonical definition: the same phases always give the same version. */
  version: string;
  phases: Phase[];
}

/**
 * One run of one agent. A phase starts when everything it depends on is done, reused or skipped; the output of a skipped
 * phase is empty, so a condition on it is never met and a whole chain of rounds that is not needed is skipped with it.
 */
export interface Phase {
  /** ^[a-z][a-z0-9-]{0,39}$ and unique in the workflow. */
  name: string;
  agent: string;
  /** The instruction; its variables are checked against what the phase depends on, directly or through others. */
  task: string;
  dependsOn: string[];
  /** Globs of the workspace paths that the outcome depends on. */
  reads: string[];
  /** Globs of the workspace paths that the phase may write; none for phases that only judge. */
  writes: string[];
  timeoutMs: number;
  /** Without a sign of life for so long it is stuck. */
  silentMs: number;
  attempts: number;
  cache: boolean;
  /** Skipped unless the output of that phase, which it depends on, has this value in this (top-level) field. */
  when?: PhaseCondition;
  /** Waits for a person's yes before it starts. */
  approval: boolean;
  /** `external`: something outside of the workspace changes, so it carries an idempotency key and is never repeated lightly. */
  effect: PhaseEffect;
  /** It begins with the files of the person's newest finished site; fails where there is none. */
  beginsWith?: 'newest_site';
  /** Runs no agent: its outcome is that of the best of these versions (see choose-version.ts). Its task is empty. */
  choose?: Version[];
  /** The entry of the file that it was expanded from, which people know it by. */
  block?: string;
}

export interface PhaseCondition {
  phase: string;
  field: string;
  equals: string | number | boolean;
}

export type PhaseEffect = 'none' | 'external';

/** A phase whose files may win, and the review that says how good they are. */
export interface Version {
  phase: string;
  review: string;
}
