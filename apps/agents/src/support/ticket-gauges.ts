import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { Database, type Statement } from '#libs/database';
import { OPEN_TICKETS_GAUGE } from '../agents.metrics.js';
import type { Priority } from './priority.js';

interface Count {
  priority: Priority;
  clock: 'running' | 'breached';
  count: number;
}

const periodMs = 15_000;

/** What a team leader watches: how much waits, and what waits too long. */
@Injectable()
export class TicketGauges implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(TicketGauges.name);
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @InjectMetric(OPEN_TICKETS_GAUGE) private readonly open: Gauge<'priority' | 'clock'>,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.read().catch((error: unknown) => this.logger.warn({ message: 'could not count the tickets', err: error }));
    }, periodMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async read(): Promise<void> {
    const rows = await this.database.query<Count & Record<string, unknown>>(COUNT);
    this.open.reset();
    for (const { priority, clock, count } of rows) this.open.set({ priority, clock }, count);
  }
}

const COUNT: Statement = {
  name: 'tickets-count-open',
  text: `
    SELECT priority, CASE WHEN now() > resolution_due OR (responded_at IS NULL AND now() > first_response_due)
                          THEN 'breached' ELSE 'running' END AS clock, count(*)::int
      FROM tickets WHERE status <> 'closed' GROUP BY 1, 2`,
};
