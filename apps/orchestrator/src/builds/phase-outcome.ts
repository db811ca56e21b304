import type { Workflow } from '../workflows/workflow.js';

/** A file of a workspace. */
export interface FileEntry {
  path: string;
  /** Hexadecimal. */
  sha256: string;
  size: number;
}

export interface PhaseUsage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  /** Millionths of a US dollar. */
  costMicros: number;
  toolCalls: number;
  model: string;
}

/** What one agent said to another. */
export interface AgentMessage {
  from: string;
  to: string;
  kind: 'question' | 'answer' | 'review' | 'handoff';
  text: string;
}

/** What a phase gave; stored as it is and given to the phases that depend on it. */
export interface PhaseOutcome {
  /** Fits the output contract of its agent; empty for a phase that was skipped. */
  output: Record<string, unknown>;
  /** The whole workspace after the phase. */
  files: FileEntry[];
  /** What it has used; of one that was reused: what it used when it ran, which is what was saved. */
  usage: PhaseUsage;
  /** An earlier result stands: nothing was run. */
  isReused: boolean;
  /** SHA-256 of the picture, hexadecimal. */
  screenshot?: string;
  messages: AgentMessage[];
  /** Of the cache. */
  key: string;
  /** For the runner alone, stored with the rest: whoever depends on the phase merges workspaces by it. */
  trail?: PhaseTrail;
  /**
   * How the build goes on: its phases other than those that have begun take the place of all that have not. Phases with the
   * name of one that has begun are that one, so a workflow that begins with the planner keeps what the planner gave.
   */
  expand?: Workflow;
  /** What the build is called from now on. */
  title?: string;
}

/** What a phase did to the workspace that it began with, and what that one was made of. */
export interface PhaseTrail {
  agent: string;
  /** The phases whose work it began with, itself not included. */
  after: string[];
  written: FileEntry[];
  deleted: string[];
  /** Files of others as they were before repairs that the phase has carried over from an earlier revision. */
  carried?: FileEntry[];
}

/** Nothing used, nothing given. */
export const emptyUsage: PhaseUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costMicros: 0,
  toolCalls: 0,
  model: '',
};
