import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import type { Claimant } from '#libs/work';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import type { LaidPhase } from './lay-phases.js';
import type { MovedBuild, PhaseEnd, PhaseRow } from './phase-row.js';

/** A build that is to begin. */
export interface NewBuild {
  key: string;
  phoneNumberId: string;
  conversationId: string;
  title: string;
  request: string;
  language: string;
  workflow: { name: string; title: string; version: string; traceparent: string };
  by: string;
  phases: LaidPhase[];
}

interface Answer extends Record<string, unknown> {
  kind: 'build' | 'ours' | 'work';
  id: string;
  epoch: string;
  attempts: number;
  content: unknown;
}

const toWork = (answers: Answer[]): PhaseRow[] =>
  answers
    .filter(({ kind }) => kind === 'work')
    .map(({ id, epoch, attempts, content }) => ({ id, epoch, attempts, content: content as PhaseRow['content'] }));

/** The statements that many builds share: each moves a batch on and claims what may run next. */
@Injectable()
export class PhasesRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  /** Answers one id an item, undefined where its person has too many, and up to `most` claimed phases. */
  async start(items: readonly NewBuild[], most: number, claimant?: Claimant) {
    const answers = await this.database.query<Answer>(START, [
      JSON.stringify(items),
      this.config.BUILDS_PER_PERSON,
      ...this.claiming(most, claimant),
    ]);
    const ids = answers.filter(({ kind }) => kind === 'build').sort((a, b) => Number(a.content) - Number(b.content));
    return { ids: ids.map(({ id }) => id as string | null), work: toWork(answers) };
  }

  /** Answers which ends are recorded (the others belong to somebody else), what builds came to, and claimed phases. */
  async finish(ends: readonly PhaseEnd[], most: number, claimant?: Claimant) {
    const answers = await this.database.query<Answer>(FINISH, [...endColumns(ends), ...this.claiming(most, claimant)]);
    return {
      ours: new Set(answers.filter(({ kind }) => kind === 'ours').map(({ id }) => id)),
      moved: answers
        .filter(({ kind }) => kind === 'build')
        .map(({ id, content }) => ({ ...(content as MovedBuild), id })),
      work: toWork(answers),
    };
  }

  private claiming(most: number, claimant?: Claimant): unknown[] {
    const { BUILD_PHASES_PER_NUMBER, BUILD_PHASES_TOTAL } = this.config;
    return [most, claimant?.owner ?? null, claimant?.ttlMs ?? 0, BUILD_PHASES_PER_NUMBER, BUILD_PHASES_TOTAL];
  }
}

/** The arguments of `finish_phases` about how phases ended. */
export const endColumns = (ends: readonly PhaseEnd[]): unknown[] => {
  const column = <T>(pick: (end: PhaseEnd) => T) => ends.map(pick);
  return [
    column(({ row }) => row.content.buildId),
    column(({ row }) => row.id),
    column(({ row }) => row.epoch),
    column(({ state }) => state),
    column(({ outcome }) => (outcome ? JSON.stringify({ ...outcome, expand: undefined, title: undefined }) : null)),
    column(({ outcome }) => outcome?.title ?? ''),
    column(({ reason }) => reason),
    column(({ errorClass }) => errorClass),
  ];
};

const START: Statement = {
  name: 'builds-start',
  text: 'SELECT * FROM start_builds($1, $2, $3, $4, $5, $6, $7)',
};

export const FINISH: Statement = {
  name: 'phases-finish',
  text: `SELECT * FROM finish_phases($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                                     $8::text[], $9, $10, $11, $12, $13)`,
};
