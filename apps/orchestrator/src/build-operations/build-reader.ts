import { Inject, Injectable } from '@nestjs/common';
import type { Build, BuildPhase } from '#libs/contracts';
import { BuildsRepository } from '../builds/builds.repository.js';
import type { BuildView, PhaseView } from '../builds/build-view.js';
import { BuildEtas } from './build-etas.js';
import { toBuild, toBuildPhase } from './to-build.js';
import { UnfinishedReader, type UnfinishedView } from './unfinished-reader.js';

export interface ShownBuild {
  build: Build;
  phases: BuildPhase[];
}

/** Builds in the words of the contract. */
@Injectable()
export class BuildReader {
  constructor(
    @Inject(BuildsRepository) private readonly builds: BuildsRepository,
    @Inject(BuildEtas) private readonly etas: BuildEtas,
    @Inject(UnfinishedReader) private readonly unfinished: UnfinishedReader,
  ) {}

  /** With the phases of their newest revisions; those that do not exist are left out. */
  async read(ids: readonly string[]): Promise<ShownBuild[]> {
    const [views, phases] = await Promise.all([
      this.builds.many(ids),
      Promise.all(ids.map(async (id) => [id, await this.builds.phases(id)] as const)),
    ]);
    const phasesOf = new Map(phases);
    const unfinished = await this.unfinished.read(views);
    return Promise.all(views.map((view) => this.shown(view, phasesOf.get(view.id) ?? [], unfinished.get(view.id))));
  }

  async show(view: BuildView, phases: readonly PhaseView[]): Promise<ShownBuild> {
    return this.shown(view, phases, (await this.unfinished.read([view])).get(view.id));
  }

  async list(views: readonly BuildView[]): Promise<Build[]> {
    const unfinished = await this.unfinished.read(views);
    return Promise.all(views.map((view) => this.toBuild(view, unfinished.get(view.id))));
  }

  /** What an operator's act has made of it. */
  async answer(view: BuildView): Promise<{ build: Build }> {
    return { build: (await this.list([view]))[0]! };
  }

  private async shown(view: BuildView, phases: readonly PhaseView[], unfinished?: UnfinishedView): Promise<ShownBuild> {
    return {
      build: await this.toBuild(view, unfinished),
      phases: phases.map((phase) => toBuildPhase(phase, unfinished?.drafts.get(phase.id))),
    };
  }

  private async toBuild(view: BuildView, unfinished?: UnfinishedView): Promise<Build> {
    return toBuild(view, await this.etas.of(view), unfinished);
  }
}
