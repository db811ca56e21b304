import { randomUUID } from 'node:crypto';
import { Observable } from 'rxjs';
import { BuildEvents } from '../builds/build-events.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { StandingsRepository } from '../reporting/standings.repository.js';
import { BuildEtas } from './build-etas.js';
import { BuildsRepository } from '../builds/builds.repository.js';
import { bakery, BuildsStage, phase, type Replica, workflowOf } from '../builds/builds.stage.js';
import { AppError } from '#libs/errors';
import { ConversationListRepository } from '../operations/conversation-list.repository.js';
import { readConfig } from '#libs/config';
import { orchestratorConfig } from '../orchestrator.config.js';
import { Budgets } from '../phases/budgets/budgets.service.js';
import { BuildResumes } from '../phases/budgets/build-resumes.service.js';
import { UnfinishedReader } from './unfinished-reader.js';
import type { ChangeWish, RoutedChange } from '../phases/changes/change-router.service.js';
import { BuildReader } from './build-reader.js';
import { BuildWatch } from './build-watch.js';
import { BuildsController } from './builds.controller.js';
import { CommissionController } from './commission.controller.js';
import { SteeringController } from './steering.controller.js';

const peers = {
  REDIS_URL: 'redis://127.0.0.1:1',
  CLASSIFIER_URL: '127.0.0.1:1',
  AGENTS_URL: '127.0.0.1:1',
  NOTIFIER_URL: '127.0.0.1:1',
};

/** What operators ask, over a real engine whose phases do what a spec says. */
export class OperationsStage extends BuildsStage {
  replica!: Replica;
  builds!: BuildsController;
  steering!: SteeringController;
  commission!: CommissionController;
  readonly wishes: ChangeWish[] = [];
  routed: Omit<RoutedChange, 'summary'> = { policy: 'merge', targets: ['code'] };
  watch!: BuildWatch;
  /** What is heard of other replicas; nothing unless a spec says it, as while Redis is away. */
  readonly hints = new BuildEvents();
  /** How many listen to that. */
  listeners = 0;

  async begin(): Promise<void> {
    this.replica = await this.start();
    const etas = new BuildEtas(new StandingsRepository(this.database), new PastDurations(this.database));
    const reader = new BuildReader(new BuildsRepository(this.database), etas, new UnfinishedReader(this.database));
    const budgets = new Budgets(
      this.database,
      readConfig(orchestratorConfig, { ...peers, DATABASE_URL: this.testDatabase.url }),
    );
    this.watch = new BuildWatch(reader, { changes: this.counted() });
    this.builds = new BuildsController(this.replica.engine, reader, this.watch);
    this.steering = new SteeringController(this.replica.engine, reader, new BuildResumes(this.replica.engine, budgets));
    this.commission = new CommissionController(
      this.replica.engine,
      { get: workflowNamed },
      { route: async (wish) => this.route(wish) },
      new ConversationListRepository(this.database),
      reader,
    );
  }

  /** A build that has come to this state. */
  async built(state = 'done', fields: Parameters<BuildsStage['request']>[0] = {}): Promise<string> {
    const id = await this.replica.engine.begin(this.request({ idempotencyKey: randomUUID(), ...fields }));
    await this.reach(this.replica, id, state);
    return id;
  }

  /** A conversation of this number. */
  async conversation(phoneNumberId: string): Promise<string> {
    const [row] = await this.sql<{ id: string }>(
      'INSERT INTO conversations (phone_number_id) VALUES ($1) RETURNING id',
      [phoneNumberId],
    );
    return row!.id;
  }

  private counted(): BuildEvents['changes'] {
    return new Observable((subscriber) => {
      this.listeners += 1;
      const subscription = this.hints.changes.subscribe(subscriber);
      return () => {
        this.listeners -= 1;
        subscription.unsubscribe();
      };
    });
  }

  private route(wish: ChangeWish): RoutedChange {
    this.wishes.push(wish);
    return { ...this.routed, summary: '' };
  }
}

const workflows = [bakery, { ...workflowOf(phase('design')), name: 'design-only' }];

function workflowNamed(name: string) {
  const found = workflows.find((workflow) => workflow.name === name);
  if (!found) throw new AppError('NOT_FOUND');
  return found;
}
