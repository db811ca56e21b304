import { Inject, Injectable } from '@nestjs/common';
import type { Build, BuildPhase } from '#libs/contracts';
import { BuildsRepository } from '../builds/builds.repository.js';
import type { BuildView, PhaseView } from '../builds/build-view.js';
import { BuildEtas } from './build-etas.js';
import { toBuild, toBuildPhase } from './to-build.js';

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
  ) {}

  /** With the phases of their newest revisions; those that do not exist are left out. */
  async read(ids: readonly string[]): Promise<ShownBuild[]> {
    const [views, phases] = await Promise.all([
      this.builds.many(ids),
      Promise.all(ids.map(async (id) => [id, await this.builds.phases(id)] as const)),
    ]);
    const phasesOf = new Map(phases);
    return Promise.all(views.map((view) => this.show(view, phasesOf.get(view.id) ?? [])));
  }

  async show(view: BuildView, phases: readonly PhaseView[]): Promise<ShownBuild> {
    return { build: await this.toBuild(view), phases: phases.map(toBuildPhase) };
  }

  list(views: readonly BuildView[]): Promise<Build[]> {
    return Promise.all(views.map((view) => this.toBuild(view)));
  }

  /** What an operator's act has made of it. */
  async answer(view: BuildView): Promise<{ build: Build }> {
    return { build: await this.toBuild(view) };
  }

  private async toBuild(view: BuildView): Promise<Build> {
    return toBuild(view, await this.etas.of(view));
  }
}
