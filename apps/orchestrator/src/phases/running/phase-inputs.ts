import type { AgentMessage, PhaseOutcome } from '../../builds/phase-outcome.js';
import type { PhaseTask } from '../../builds/phase-task.js';
import { cacheKey } from '../caching/cache-key.js';
import { renderTask } from '../rendering/render-task.js';
import { matchesAny } from '../workspace/matches-any.js';
import type { MergedWorkspace } from '../workspace/merge-workspaces.js';
import {
  applyDelta,
  type Delta,
  deltaOf,
  toFiles,
  toWorkspace,
  type Workspace,
  type WorkspaceFile,
} from '../workspace/workspace.js';
import type { IndexedAgent } from './agent-index.js';

/** What a phase is asked and what it begins with. */
export interface PhaseInputs {
  text: string;
  /** Everything that the phases before it left. */
  before: Workspace;
  /** The same with its own files: as an earlier attempt left them, or the revision before, where it is asked to change them. */
  start: Workspace;
  /** As much of it as the agent gets to see: what the phase reads and what it may write. */
  visible: WorkspaceFile[];
  /** Files of others in `before` that repairs of an earlier revision replace in `start`. */
  carried: WorkspaceFile[];
  messages: AgentMessage[];
  key: string;
}

const MAX_MESSAGES = 30;
const CUT_SHORT =
  'An earlier attempt at this was cut short. The files are as it left them: keep what is right, and finish what is missing.';

interface PhaseFacts {
  agent: IndexedAgent;
  business: string;
  site?: readonly WorkspaceFile[];
  draft?: Delta;
}

/**
 * @param facts.site what a phase begins with that goes on with a site
 * @param facts.draft what an attempt has done to `before` that ended in an error
 */
export function phaseInputs(
  task: PhaseTask,
  { files: before, conflicts }: MergedWorkspace,
  { agent, business, site, draft }: PhaseFacts,
): PhaseInputs {
  const { build, phase, outputs } = task;
  const changes = build.changes.filter(({ targets }) => targets.includes(phase.name)).map(({ text }) => text);
  const base = site ? toWorkspace([...before.values(), ...site]) : before;
  const start = draft ? applyDelta(before, draft) : changes.length > 0 ? withOwnFiles(task, base) : base;
  const { written, deleted } = deltaOf(base, start);
  const replaced = [...written.map(({ path }) => path), ...deleted];
  const carried = replaced.filter((path) => !matchesAny(path, phase.writes)).flatMap((path) => base.get(path) ?? []);
  const visible = toFiles(start).filter(({ path }) => matchesAny(path, [...phase.reads, ...phase.writes]));
  const asked = renderTask(phase.task, {
    request: build.request,
    title: build.title,
    language: build.language,
    business,
    changes,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { output }]) => [name, output])),
  });
  const text = draft ? `${asked}\n\n${CUT_SHORT}` : asked;
  const said = Object.keys(outputs)
    .sort()
    .flatMap((name) => outputs[name]!.messages)
    .filter(({ to }) => to === phase.agent);
  const disputed = conflicts.filter(({ path }) => visible.some((file) => file.path === path));
  const messages = [...said.slice(-MAX_MESSAGES), ...disputed.slice(0, 10).map((one) => toMessage(one, phase.agent))];
  const key = cacheKey({
    phase,
    agent: { definitionHash: agent.definitionHash, model: agent.model },
    phoneNumberId: build.phoneNumberId,
    contactId: build.contactId,
    language: build.language,
    task: text,
    files: visible,
    changes,
    own: deltaOf(before, start).written,
    messages,
  });
  return { text, before, start, visible, carried, messages, key };
}

/**
 * What the phase itself made in the revision before, with what reviews and tests had repaired in it since; and their repairs of
 * what others had made before it, wherever those have given the same again: a file that they made anew is newer than the repair.
 */
function withOwnFiles({ phase, previous, later = [] }: PhaseTask, before: Workspace): Workspace {
  if (!previous?.trail) return before;
  const then = toWorkspace([...previous.files, ...(previous.trail.carried ?? [])]);
  const isSame = (path: string) => then.has(path) && then.get(path)?.sha256 === before.get(path)?.sha256;
  const counts = (path: string) => matchesAny(path, phase.writes) || isSame(path);
  return [previous.trail, ...later].reduce<Workspace>(
    (files, { written, deleted }) =>
      applyDelta(files, { written: written.filter(({ path }) => counts(path)), deleted: deleted.filter(counts) }),
    before,
  );
}

const toMessage = ({ path, loser, winner }: MergedWorkspace['conflicts'][number], to: string): AgentMessage => ({
  from: 'workspace',
  to,
  kind: 'review',
  text: `Both ${loser} and ${winner} wrote ${path}; the version of ${winner} is there.`,
});

/** The name that a site asks for: the planner's, else one made of the title. */
export function slugOf(title: string, outputs: Readonly<Record<string, PhaseOutcome>>): string {
  const planned = Object.values(outputs)
    .map(({ output }) => output['slug'])
    .find((slug) => typeof slug === 'string' && SLUG.test(slug));
  if (typeof planned === 'string') return planned;
  const made = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return SLUG.test(made) ? made : 'site';
}

const SLUG = /^[a-z0-9][a-z0-9-]{1,62}$/;
