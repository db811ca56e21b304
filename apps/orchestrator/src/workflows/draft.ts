import type { Path } from './problem.js';
import type { RunOptions } from './workflow.schema.js';
import type { Phase } from './workflow.js';

/** A phase on its way into a workflow, and where the words that it was made of stand. */
export interface Draft {
  phase: Phase;
  at: { name: Path; entry: Path; agent: Path; task: Path };
  /** Phases whose agent must be another one: nobody judges their own work. */
  independentOf?: string[];
}

/** The entry that a draft comes from: what it waits for holds for everything in it that waits for nothing else. */
export interface EntryContext {
  name: string;
  depends_on: string[];
  when?: Phase['when'];
  path: Path;
}

interface Particulars {
  name: string;
  task: string;
  /** Where the agent and its options stand. */
  at: Path;
  /** Where its name stands, if it has one of its own. */
  nameAt?: Path;
  /** Where the instruction stands, if not beside the agent. */
  taskAt?: Path;
  /** None: what the entry depends on. */
  dependsOn?: string[];
  when?: Phase['when'];
  independentOf?: string[];
}

const silentSeconds = 120;

export function draftOf(entry: EntryContext, options: RunOptions, particulars: Particulars): Draft {
  const {
    name,
    task,
    at,
    nameAt,
    taskAt,
    dependsOn = entry.depends_on,
    when = entry.when,
    independentOf,
  } = particulars;
  return {
    phase: {
      name,
      agent: options.agent,
      task,
      dependsOn: [...new Set(dependsOn)],
      reads: options.reads,
      writes: options.writes,
      timeoutMs: options.timeout_s * 1_000,
      silentMs: (options.silent_s ?? Math.min(silentSeconds, options.timeout_s)) * 1_000,
      attempts: options.attempts,
      cache: options.cache,
      ...(when && { when }),
      approval: false,
      effect: 'none',
      block: entry.name,
    },
    at: {
      name: nameAt ?? [...entry.path, 'name'],
      entry: entry.path,
      agent: [...at, 'agent'],
      task: taskAt ?? [...at, 'task'],
    },
    ...(independentOf && { independentOf }),
  };
}
