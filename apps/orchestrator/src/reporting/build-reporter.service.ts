import { Inject, Injectable } from '@nestjs/common';
import type { BuildNotice, BuildTeller } from '../builds/build-teller.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../orchestrator.config.js';
import { BuildMessagesRepository } from './build-messages.repository.js';
import { BuildMessagesWorker } from './build-messages.worker.js';
import { finalReport } from './final-report.js';
import type { Standing } from './standing.js';
import { StandingsRepository } from './standings.repository.js';
import { UnfinishedSites } from './unfinished/unfinished-sites.service.js';

/** What takes no longer than this is over when the person reads the answer that it began with. */
const AT_ONCE_MS = 10_000;

/** Tells people what has become of their builds: once for each notice, whichever replica tells, and only what still holds. */
@Injectable()
export class BuildReporter implements BuildTeller {
  constructor(
    @Inject(StandingsRepository) private readonly standings: StandingsRepository,
    @Inject(UnfinishedSites) private readonly unfinished: Pick<UnfinishedSites, 'show'>,
    @Inject(BuildMessagesRepository) private readonly messages: BuildMessagesRepository,
    @Inject(BuildMessagesWorker) private readonly worker: BuildMessagesWorker,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
  ) {}

  async tell(notice: BuildNotice): Promise<void> {
    const { id, build, state, reason } = notice;
    const standing = await this.standings.find(build.id);
    if (!standing || !isNews(notice, standing)) return;
    const unfinished = await this.unfinished.show(build.id);
    const content = finalReport(standing, { state, reason, ...(unfinished && { unfinished }) }, this.config.SITES_URL);
    await this.messages.storeFinal({ conversationId: standing.conversationId, buildId: build.id, content }, id);
    this.worker.wake();
  }
}

/** Whether it is still so, and whether the person does not know it already: they are answered where they ask for it. */
function isNews({ state, revision, by }: BuildNotice, standing: Standing): boolean {
  if (standing.state !== state || standing.revision !== revision) return false;
  if (state === 'cancelled') return by !== 'contact';
  const last = standing.revisions.at(-1);
  if (state !== 'done' || last?.cause !== 'rollback' || !standing.finishedAt) return true;
  return standing.finishedAt.getTime() - last.createdAt.getTime() > AT_ONCE_MS;
}
