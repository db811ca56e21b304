import { createHash } from 'node:crypto';
import type { AgentMessage } from '../../builds/phase-outcome.js';
import type { Phase } from '../../workflows/workflow.js';
import { canonicalJson } from '#libs/signing';
import type { WorkspaceFile } from '../workspace/workspace.js';

/** Raised when a phase with the same inputs may give something else: the rules of running phases changed. */
const RULES = 1;

/** Everything that the outcome of a phase depends on. */
export interface PhaseInputs {
  phase: Phase;
  /** As the agents service knows it. */
  agent: { definitionHash: string; model: string };
  /** Nothing is shared between numbers, or between people. */
  phoneNumberId: string;
  contactId: string;
  language: string;
  /** With its values in it. */
  task: string;
  /** What its agent gets to see of the workspace. */
  files: readonly WorkspaceFile[];
  /** What it is asked to change. */
  changes: readonly string[];
  /** Its files in the revision before, where it has changes to make. */
  own: readonly WorkspaceFile[];
  messages: readonly AgentMessage[];
}

/** Full SHA-256, hexadecimal, over canonical JSON: equal inputs have equal keys, whoever computes them. */
export function cacheKey({ phase, files, own, ...rest }: PhaseInputs): string {
  const { name, agent, task, reads, writes } = phase;
  const definition = { name, agent, task, reads, writes };
  const inputs = { ...rest, rules: RULES, definition, files: contentsOf(files), own: contentsOf(own) };
  return createHash('sha256').update(canonicalJson(inputs)).digest('hex');
}

const contentsOf = (files: readonly WorkspaceFile[]): string[] =>
  files.map(({ path, sha256 }) => `${path} ${sha256}`).sort();
