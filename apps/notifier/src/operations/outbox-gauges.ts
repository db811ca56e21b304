import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { Database, type Statement } from '#libs/database';
import { INTAKE_GAP, PARKED_SENDS, UNKNOWN_AGE, UNKNOWN_SENDS } from '../notifier.metrics.js';

const PERIOD_MS = 5_000;

interface Reading {
  unknown: number;
  unknownAgeSeconds: number;
  parked: number;
  intakeGapSeconds: number;
}

/** What operators watch besides the queue itself. */
@Injectable()
export class OutboxGauges implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(OutboxGauges.name);
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @InjectMetric(UNKNOWN_SENDS) private readonly unknown: Gauge,
    @InjectMetric(UNKNOWN_AGE) private readonly unknownAge: Gauge,
    @InjectMetric(PARKED_SENDS) private readonly parked: Gauge,
    @InjectMetric(INTAKE_GAP) private readonly intakeGap: Gauge,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.read().catch((error: unknown) => this.logger.warn({ message: 'could not read the gauges', err: error }));
    }, PERIOD_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async read(): Promise<void> {
    const [row] = await this.database.query<Reading & Record<string, unknown>>(READ);
    this.unknown.set(row!.unknown);
    this.unknownAge.set(row!.unknownAgeSeconds);
    this.parked.set(row!.parked);
    this.intakeGap.set(row!.intakeGapSeconds);
  }
}

const READ: Statement = {
  name: 'outbox-gauges',
  text: `
    SELECT count(*) FILTER (WHERE queue = 'unknown')::int AS unknown,
           coalesce(extract(epoch FROM now() - min(claimed_at) FILTER (WHERE queue = 'unknown')), 0)::float8 AS "unknownAgeSeconds",
           count(*) FILTER (WHERE queue = 'parked')::int AS parked,
           coalesce((SELECT extract(epoch FROM now() - max(at)) FROM intake_beats), 0)::float8 AS "intakeGapSeconds"
      FROM outbox WHERE queue IN ('unknown', 'parked')`,
};
