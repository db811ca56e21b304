import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#libs/database';
import { repeat } from '#libs/work';
import { SessionController } from './session-controller.js';

const PURGE_MS = 60_000;

/**
 * A person who is erased, and a message that its writer deletes, leave Redis and the memory of every replica, though no copy
 * that has them would count any more. A notification may be missed: memory is emptied then, and what Redis has goes with the
 * next turn or a day after the last one. An erasure does not rely on it: it forgets in Redis itself, as often as it takes.
 */
@Injectable()
export class SessionForgetter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SessionForgetter.name);
  private stop: () => void = () => undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SessionController) private readonly sessions: SessionController,
  ) {}

  onApplicationBootstrap(): void {
    this.database.listener.listen('sessions_forgotten', (owner) => void this.forget(owner));
    this.stop = repeat(PURGE_MS, async () => this.sessions.purge('old'), {
      onError: (error) => this.logger.error({ message: 'old sessions stay in memory', err: error }),
    });
  }

  onApplicationShutdown(): void {
    this.stop();
  }

  /** @param owner `<phone number id>:<conversation>`; empty where notifications may have been missed */
  private async forget(owner: string): Promise<void> {
    const [phoneNumberId, id] = owner.split(':');
    if (!phoneNumberId || !id) return this.sessions.purge('all');
    try {
      await this.sessions.forget({ phoneNumberId, id });
    } catch (error) {
      this.logger.warn({ message: 'a session stays in Redis for up to a day', conversationId: id, err: error });
    }
  }
}
