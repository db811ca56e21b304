import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '#libs/database';
import { AGENTS_CONFIG, type AgentsConfig } from '../agents.config.js';
import { BusinessDirectory } from '../business/business-directory.js';
import { readFolder } from './read-folder.js';
import { writeFolder } from './write-folder.js';

/** Gives a deployment without any business the example, so that there is something to talk about from the first minute. */
@Injectable()
export class ExampleBusiness implements OnApplicationBootstrap {
  private readonly logger = new Logger(ExampleBusiness.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BusinessDirectory) private readonly directory: BusinessDirectory,
    @Inject(AGENTS_CONFIG) private readonly config: AgentsConfig,
  ) {}

  /** Replicas that start together import it one after the other, which changes nothing the second time. */
  async onApplicationBootstrap(): Promise<void> {
    const { EXAMPLE_BUSINESS: folder } = this.config;
    if (folder === 'none' || !this.directory.isEmpty) return;
    try {
      const { business } = await writeFolder(this.database, await readFolder(folder));
      this.logger.log({ message: 'imported the example business', business });
    } catch (error) {
      this.logger.warn({ message: 'could not import the example business', err: error });
    }
    await this.directory.refresh();
  }
}
