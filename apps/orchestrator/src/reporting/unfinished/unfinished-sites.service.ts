import { Inject, Injectable, Logger } from '@nestjs/common';
import { toAppError } from '#libs/errors';
import type { PhaseOutcome } from '../../builds/phase-outcome.js';
import { slugOf } from '../../phases/running/phase-inputs.js';
import { mergerFor } from '../../phases/workspace/workspace-of-outcomes.js';
import { applyDelta, toFiles, type Workspace, type WorkspaceFile } from '../../phases/workspace/workspace.js';
import { ArtifactsClient } from './artifacts.client.js';
import { type UnfinishedBuild, UnfinishedSitesRepository } from './unfinished-sites.repository.js';

/** What there is of a build that does not go on. */
export interface Unfinished {
  paths: string[];
  /** Where it can be seen; empty where it is no site yet, or could not be published. */
  url: string;
}

/** No phase has this name: it depends on all that there are. */
const END = '';

/**
 * Gives people what is done so far when a build fails, is paused or stopped: what its phases gave, and what runs have written
 * that did not come to their end. A site that the build has on the air already is better and stays.
 */
@Injectable()
export class UnfinishedSites {
  private readonly logger = new Logger(UnfinishedSites.name);

  constructor(
    @Inject(UnfinishedSitesRepository) private readonly repository: UnfinishedSitesRepository,
    @Inject(ArtifactsClient) private readonly artifacts: Pick<ArtifactsClient, 'publish'>,
  ) {}

  /** May be called again. Undefined for a build that goes on, is done or is gone. */
  async show(buildId: string): Promise<Unfinished | undefined> {
    const build = await this.repository.read(buildId);
    if (!build) return undefined;
    const files = filesOf(build);
    const isSite = !build.isPublished && files.some(({ path }) => path === 'index.html');
    return { paths: files.map(({ path }) => path), url: isSite ? await this.publish(build, files) : '' };
  }

  /** Who cannot be shown it is told its files: the message must not wait for a peer that is away. */
  private async publish(build: UnfinishedBuild, files: readonly WorkspaceFile[]): Promise<string> {
    const { id, revision, phoneNumberId, contactId, title } = build;
    try {
      const slug = slugOf(title, givenOf(build));
      const sizes = files.map((file) => ({ ...file, size: `${file.size}` }));
      const url = await this.artifacts.publish({ slug, buildId: id, revision, phoneNumberId, contactId, files: sizes });
      await this.repository.note(build, url);
      return url;
    } catch (thrown) {
      this.logger.warn({ message: 'what there is of a build is not published', buildId: id, err: toAppError(thrown) });
      return '';
    }
  }
}

const givenOf = ({ phases }: UnfinishedBuild): Record<string, PhaseOutcome> =>
  Object.fromEntries(phases.flatMap(({ name, outcome }) => (outcome ? [[name, outcome]] : [])));

function filesOf(build: UnfinishedBuild): WorkspaceFile[] {
  const given = mergerFor({ name: END }, givenOf(build)).before(END).files;
  const drafts = build.phases.flatMap(({ draft }) => draft ?? []);
  return toFiles(drafts.reduce<Workspace>(applyDelta, given));
}
