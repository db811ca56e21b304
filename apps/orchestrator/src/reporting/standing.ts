import type { BuildState, ChangePolicy, Revision } from '../builds/build-row.js';
import type { ShownPhase } from './shown-phase.js';

/** A build as its person is told of it. */
export interface Standing {
  id: string;
  conversationId: string;
  title: string;
  /** ISO 639-1. */
  language: string;
  /** Name of the workflow as it runs now. */
  workflow: string;
  state: BuildState;
  revision: number;
  /** Oldest first. */
  revisions: (Pick<Revision, 'number' | 'cause' | 'state' | 'parent'> & { createdAt: Date })[];
  /** Changes that wait for the end of the revision that runs. */
  waiting: { text: string; policy: ChangePolicy }[];
  reason: string;
  createdAt: Date;
  finishedAt: Date | null;
  /** Of the site as it was published last; empty before. */
  url: string;
  /** Of what there is of one that has not come to its end; empty where nobody has published it. */
  unfinishedUrl: string;
  /** When a paused one goes on by itself. */
  resumeAt: Date | null;
  /** Of the newest revision, in the order of the workflow. */
  phases: ShownPhase[];
}

const open: readonly BuildState[] = ['running', 'waiting_approval', 'paused'];

/** There is still something to be done in it. */
export const isUnderWay = ({ state }: Pick<Standing, 'state'>): boolean => open.includes(state);

/** SHA-256 of the newest picture of the site; undefined without one. */
export const screenshotOf = ({ phases }: Standing): string | undefined =>
  phases.findLast(({ screenshot }) => screenshot)?.screenshot;
