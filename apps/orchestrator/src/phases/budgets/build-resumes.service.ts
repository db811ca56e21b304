import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { BuildEngine } from '../../builds/build-engine.js';
import type { BuildView } from '../../builds/build-view.js';
import { Budgets } from './budgets.service.js';

/** Lets builds go on that their budget has paused. */
@Injectable()
export class BuildResumes {
  constructor(
    @Inject(BuildEngine) private readonly engine: BuildEngine,
    @Inject(Budgets) private readonly budgets: Budgets,
  ) {}

  /**
   * With all of its own budget again. What a person and a number may use in a day stays as it is, and bounds how often.
   * @throws AppError NOT_FOUND, BUILD_STATE, BUDGET_SPENT with `resumeAt` while a budget of the day is used up
   */
  async resume(buildId: string, by: string): Promise<BuildView> {
    const { state, contactId, phoneNumberId } = await this.engine.get(buildId);
    if (state !== 'paused')
      throw new AppError('BUILD_STATE', { message: `the build is ${state}`, metadata: { state } });
    await this.budgets.refill({ build: buildId, person: contactId, tenant: phoneNumberId });
    return this.engine.resume(buildId, by);
  }
}
