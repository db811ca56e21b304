import { randomUUID } from 'node:crypto';
import { BuildEvents } from '../builds/build-events.js';
import { BuildsRepository } from '../builds/builds.repository.js';
import { BuildsStage, type Replica } from '../builds/builds.stage.js';
import { BuildReader } from './build-reader.js';
import { BuildWatch } from './build-watch.js';
import { BuildsController } from './builds.controller.js';
import { SteeringController } from './steering.controller.js';

/** What operators ask, over a real engine whose phases do what a spec says. */
export class OperationsStage extends BuildsStage {
  replica!: Replica;
  builds!: BuildsController;
  steering!: SteeringController;
  watch!: BuildWatch;
  readonly hints = new BuildEvents();

  async begin(): Promise<void> {
    this.replica = await this.start();
    const reader = new BuildReader(new BuildsRepository(this.database));
    this.watch = new BuildWatch(reader, this.hints);
    this.builds = new BuildsController(this.replica.engine, reader, this.watch);
    this.steering = new SteeringController(this.replica.engine, reader);
  }

  /** A build that has come to this state. */
  async built(state = 'done', fields: Parameters<BuildsStage['request']>[0] = {}): Promise<string> {
    const id = await this.replica.engine.begin(this.request({ idempotencyKey: randomUUID(), ...fields }));
    await this.reach(this.replica, id, state);
    return id;
  }
}
