import type { BuildDetail } from '../../wire/build-contract.js';
import type { NewsOfBuild } from '../../wire/follow-build.js';

/** A build after what was heard of it: `state` takes the place of all phases, `change` of those that it names. */
export function mergeNews(known: BuildDetail, { type, build, phases }: NewsOfBuild): BuildDetail {
  const revisions = known.revisions.map((revision) =>
    revision.number === build.revision ? { ...revision, state: build.state } : revision,
  );
  if (type === 'state') return { build, phases, revisions };
  const news = new Map(phases.map((phase) => [phase.id, phase]));
  const kept = known.phases.map((phase) => news.get(phase.id) ?? phase);
  const ids = new Set(known.phases.map(({ id }) => id));
  return { build, phases: [...kept, ...phases.filter(({ id }) => !ids.has(id))], revisions };
}

/** The stream does not tell of revisions: they are asked for when the newest one is not among them. */
export const lacksRevision = ({ build, revisions }: BuildDetail): boolean =>
  revisions.every(({ number }) => number !== build.revision);
