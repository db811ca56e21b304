import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { AppError } from '#libs/errors';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { Phase } from '../workflows/workflow.js';
import { BuildEdits, type LockedBuild } from './build-edits.js';
import { type Change, type ChangePolicy, isOpen, type PhaseState, type Revision } from './build-row.js';
import { affectedBy } from './lay-phases.js';

/** What a person wants changed. */
export interface Refinement {
  text: string;
  /** Names of phases; those that the build does not have are left out, and without any the whole build begins again. */
  targets: readonly string[];
  policy: ChangePolicy;
  /** contact, or an operator's name. */
  by: string;
  /** Once for each key. */
  idempotencyKey: string;
  /** Of the turn that asks for it. */
  traceparent?: string;
}

/** An earlier revision that a person wants back. */
export interface Restoration extends Pick<Refinement, 'by' | 'idempotencyKey' | 'traceparent'> {
  revision: number;
}

interface StoredPhase {
  id: string;
  name: string;
  state: PhaseState;
  definition: Phase;
}

/** Where a revision comes from, and why. */
interface Origin {
  cause: Revision['cause'];
  detail: string;
  parent: number;
}

const given: readonly PhaseState[] = ['done', 'reused', 'skipped'];
/** More would make the row of the build a burden. */
const MOST_REVISIONS = 200;

/** Makes new revisions: of changes that are asked for, and of earlier revisions. */
@Injectable()
export class BuildRevisions {
  constructor(
    @Inject(BuildEdits) private readonly edits: BuildEdits,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: Pick<OrchestratorConfig, 'BUILDS_PER_PERSON'>,
  ) {}

  /**
   * While the build runs, `wait` keeps the change for the end, `merge` stops only what it touches, and `replace` begins
   * again with the change as what is asked for. After its end every change makes a new revision at once.
   * @throws AppError NOT_FOUND, BUILD_STATE, TOO_MANY_BUILDS where it would be one more that goes on
   */
  async refine(buildId: string, { text, targets, policy, by, idempotencyKey, traceparent }: Refinement): Promise<void> {
    const note = { type: 'refined', detail: `${policy}: ${text}`.slice(0, 500), key: idempotencyKey };
    await this.edits.edit(buildId, { by, note }, async (client, build) => {
      expectRoom(build);
      if (!isOpen(build.state)) await expectPlace(client, build, this.config.BUILDS_PER_PERSON);
      const asked = { text, targets: [...targets], policy, ...(traceparent && { traceparent }) };
      const change = { id: randomUUID(), ...asked, revision: 0, isActive: true };
      build.changes.push(change);
      if (isOpen(build.state) && policy === 'wait') return store(client, build, false);
      await this.apply(client, build, [change]);
    });
  }

  /** Makes the revision of the changes that have waited for the end of the one before; false when none waits. */
  async applyWaiting(buildId: string): Promise<boolean> {
    let isApplied = false;
    await this.edits.edit(buildId, { by: 'system' }, async (client, build) => {
      const waiting = waitingOf(build.changes);
      if (waiting.length === 0 || isOpen(build.state) || build.state === 'cancelled') return;
      await this.apply(client, build, waiting);
      isApplied = true;
    });
    return isApplied;
  }

  /**
   * Makes a revision with the outcomes of an earlier one. Nothing runs but what reaches out of the build, such as
   * publishing its site. What runs is stopped. @throws AppError NOT_FOUND, BUILD_STATE
   */
  async rollback(buildId: string, { revision, by, idempotencyKey, traceparent }: Restoration): Promise<void> {
    const note = { type: 'rolled_back', detail: `${revision}`, key: idempotencyKey };
    await this.edits.edit(buildId, { by, note }, async (client, build) => {
      expectRoom(build);
      const target = build.revisions.find(({ number }) => number === revision);
      if (!target) throw new AppError('NOT_FOUND', { message: 'no such revision' });
      const state = revision === build.revision ? build.state : target.state;
      if (state !== 'done' || revision === build.revision)
        throw new AppError('BUILD_STATE', { message: `revision ${revision} cannot be restored`, metadata: { state } });
      const lineage = lineageOf(build, revision);
      build.changes.forEach((change) => (change.isActive = change.revision === 0 || lineage.has(change.revision)));
      if (isOpen(build.state)) await stopRunning(client, build, 'all');
      const phases = await phasesOf(client, build, revision);
      const again = new Set(phases.filter(isExternal).map(({ name }) => name));
      begin(build, { cause: 'rollback', detail: `${revision}`, parent: revision }, traceparent);
      await copy(client, build, phases, again, true);
      await store(client, build, true);
    });
  }

  private async apply(client: Transaction, build: LockedBuild, changes: Change[]): Promise<void> {
    const phases = await phasesOf(client, build, build.revision);
    const definitions = phases.map(({ definition }) => definition);
    const isReplaced = changes.some(({ policy }) => policy === 'replace');
    const wanted = changes.flatMap(({ targets }) => targets).filter((name) => phases.some((one) => one.name === name));
    const roots = definitions.filter(({ dependsOn }) => dependsOn.length === 0).map(({ name }) => name);
    const targets = isReplaced || wanted.length === 0 ? roots : wanted;
    const touched = affectedBy(definitions, targets);
    const wasOpen = isOpen(build.state);
    if (wasOpen) await stopRunning(client, build, touched);
    const detail = changes.map(({ text }) => text).join('\n');
    begin(build, { cause: 'change', detail, parent: build.revision }, changes.at(-1)?.traceparent);
    changes.forEach((change) => {
      change.revision = build.revision;
      change.targets = change.targets.filter((name) => wanted.includes(name));
      if (change.targets.length === 0) change.targets = roots;
    });
    if (isReplaced) replace(build, changes);
    if (wasOpen) await move(client, build, phases, touched, !isReplaced);
    else await copy(client, build, phases, touched, !isReplaced);
    await store(client, build, true);
    if (isReplaced) await client.query('UPDATE builds SET request = $2 WHERE id = $1', [build.id, build.request]);
  }
}

export const waitingOf = (changes: readonly Change[]): Change[] => changes.filter(({ revision }) => revision === 0);

/** What is asked for instead: earlier changes are none of it. */
function replace(build: LockedBuild, changes: readonly Change[]): void {
  const last = changes.findLast(({ policy }) => policy === 'replace')!;
  build.request = last.text;
  build.changes.forEach((change) => (change.isActive &&= change.revision === 0));
}

const isExternal = ({ definition }: StoredPhase): boolean => definition.effect === 'external';

/** The revision and those that it was made from. */
function lineageOf({ revisions }: LockedBuild, revision: number): Set<number> {
  const lineage = new Set<number>();
  for (let number = revision; number > 0 && !lineage.has(number);) {
    lineage.add(number);
    number = revisions.find((one) => one.number === number)?.parent ?? 0;
  }
  return lineage;
}

function expectRoom({ revisions, changes }: LockedBuild): void {
  if (revisions.length >= MOST_REVISIONS || changes.length >= MOST_REVISIONS)
    throw new AppError('BUILD_STATE', { message: `a build has ${MOST_REVISIONS} revisions at most` });
}

/** Asked under the lock that starting takes, so that a change and a start do not pass the limit together. */
async function expectPlace(client: Transaction, { conversationId }: LockedBuild, most: number): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(72653, hashtext($1::text))', [conversationId]);
  const { rows } = await client.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM builds
      WHERE conversation_id = $1 AND state IN ('running', 'waiting_approval', 'paused')`,
    [conversationId],
  );
  if (rows[0]!.open >= most) throw new AppError('TOO_MANY_BUILDS');
}

function begin(build: LockedBuild, origin: Origin, traceparent = ''): void {
  build.workflow.traceparent = traceparent;
  build.revisions.at(-1)!.state = isOpen(build.state) ? 'cancelled' : build.state;
  build.revision += 1;
  build.revisions.push({ number: build.revision, createdAt: build.now.toISOString(), state: 'running', ...origin });
}

/**
 * A paused build stays paused: its budget is none the larger.
 * @param isNew whether its newest revision was made just now
 */
async function store(client: Transaction, build: LockedBuild, isNew: boolean): Promise<void> {
  await client.query(
    `UPDATE builds SET changes = $2, revisions = $3, revision = $4, workflow = $6,
            state = CASE WHEN $5 AND state <> 'paused' THEN 'running' ELSE state END,
            reason = CASE WHEN $5 AND state <> 'paused' THEN '' ELSE reason END,
            finished_at = CASE WHEN $5 THEN NULL ELSE finished_at END
      WHERE id = $1`,
    [
      build.id,
      JSON.stringify(build.changes),
      JSON.stringify(build.revisions),
      build.revision,
      isNew,
      JSON.stringify(build.workflow),
    ],
  );
}

/** Locked in the order in which leases are extended; in the order of the workflow. */
async function phasesOf(client: Transaction, { id }: LockedBuild, revision: number): Promise<StoredPhase[]> {
  const { rows } = await client.query<StoredPhase & { position: number }>(
    'SELECT id, name, state, definition, position FROM phases WHERE build_id = $1 AND revision = $2 ORDER BY id FOR UPDATE',
    [id, revision],
  );
  return rows.sort((a, b) => a.position - b.position);
}

/** Replicas that hold one of these are told with the commit, and what they still write fits nowhere. */
async function stopRunning(
  client: Transaction,
  build: LockedBuild,
  touched: ReadonlySet<string> | 'all',
): Promise<void> {
  await client.query(
    `WITH held AS MATERIALIZED (
       SELECT id FROM phases
        WHERE build_id = $1 AND revision = $2 AND state = 'running' AND ($3::text[] IS NULL OR name = ANY ($3))
        ORDER BY id FOR UPDATE),
     ended AS (
       UPDATE phases p SET state = 'cancelled', epoch = epoch + 1, owner = NULL, lease_until = NULL, finished_at = now()
         FROM held WHERE p.id = held.id RETURNING p.id)
     SELECT pg_notify('phases_stopped', id::text) FROM ended`,
    [build.id, build.revision, touched === 'all' ? null : [...touched]],
  );
  if (touched === 'all')
    await client.query(
      `UPDATE phases SET state = 'cancelled', finished_at = now()
        WHERE build_id = $1 AND revision = $2 AND state IN ('blocked', 'ready', 'waiting_approval')`,
      [build.id, build.revision],
    );
}

/** Of a revision that runs: what is not touched goes on as part of the new one, what runs included. */
async function move(
  client: Transaction,
  build: LockedBuild,
  phases: readonly StoredPhase[],
  touched: ReadonlySet<string>,
  keepsPrevious: boolean,
): Promise<void> {
  const hasBegun = ({ state }: StoredPhase) => state === 'running' || state === 'done' || state === 'reused';
  const kept = phases.filter(({ name }) => !touched.has(name));
  const again = phases.filter(({ name }) => touched.has(name));
  await client.query('UPDATE phases SET revision = $2 WHERE id = ANY ($1::uuid[])', [idsOf(kept), build.revision]);
  await client.query(
    `UPDATE phases SET revision = $2, state = 'blocked', attempts = 0, due_at = now(), finished_at = NULL
      WHERE id = ANY ($1::uuid[])`,
    [idsOf(again.filter((phase) => !hasBegun(phase))), build.revision],
  );
  await layAgain(client, build, idsOf(again.filter(hasBegun)), keepsPrevious);
}

/** Of a revision that has ended: what is not touched stands as it was given. */
async function copy(
  client: Transaction,
  build: LockedBuild,
  phases: readonly StoredPhase[],
  touched: ReadonlySet<string>,
  keepsPrevious: boolean,
): Promise<void> {
  const stands = ({ name, state }: StoredPhase) => !touched.has(name) && given.includes(state);
  await client.query(
    `INSERT INTO phases (build_id, revision, position, phone_number_id, name, definition, depends_on, ancestors, previous_id,
                         outcome, finished_at, is_approved, state)
     SELECT build_id, $2, position, phone_number_id, name, definition, depends_on, ancestors, id, outcome, now(), is_approved,
            CASE state WHEN 'skipped' THEN state ELSE 'reused' END
       FROM phases WHERE id = ANY ($1::uuid[])`,
    [idsOf(phases.filter(stands)), build.revision],
  );
  await layAgain(client, build, idsOf(phases.filter((phase) => !stands(phase))), keepsPrevious);
}

async function layAgain(
  client: Transaction,
  { revision }: LockedBuild,
  ids: readonly string[],
  keepsPrevious: boolean,
): Promise<void> {
  await client.query(
    `INSERT INTO phases (build_id, revision, position, phone_number_id, name, definition, depends_on, ancestors, previous_id, state)
     SELECT build_id, $2, position, phone_number_id, name, definition, depends_on, ancestors,
            CASE WHEN $3 THEN CASE WHEN outcome IS NULL THEN previous_id ELSE id END END, 'blocked'
       FROM phases WHERE id = ANY ($1::uuid[])`,
    [ids, revision, keepsPrevious],
  );
}

const idsOf = (phases: readonly StoredPhase[]): string[] => phases.map(({ id }) => id);
