import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database, type Statement } from '#libs/database';
import type { Durations } from './estimate.js';

const MOST_WORKFLOWS = 100;
const FRESH_MS = 60_000;
/** What has never run may have by now. */
const UNKNOWN_MS = 2_000;

/** How long the phases of each workflow have taken of late; looked up once a minute. */
@Injectable()
export class PastDurations {
  private readonly known = new LRUCache<string, Promise<Durations>>({ max: MOST_WORKFLOWS, ttl: FRESH_MS });

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Medians in milliseconds, by phase. One that was not needed took no time. */
  of(workflow: string): Promise<Durations> {
    const known = this.known.get(workflow);
    if (known) return known;
    const found = this.look(workflow);
    this.known.set(workflow, found);
    found.then(
      ({ size }) => size === 0 && this.known.set(workflow, found, { ttl: UNKNOWN_MS }),
      () => this.known.delete(workflow),
    );
    return found;
  }

  private async look(workflow: string): Promise<Durations> {
    const rows = await this.database.query<{ name: string; ms: number }>(MEDIANS, [workflow]);
    return new Map(rows.map(({ name, ms }) => [name, ms]));
  }
}

/** Of the last 500 builds those of one workflow: what is bounded needs no index of its own. */
const MEDIANS: Statement = {
  name: 'phases-median-durations',
  text: `
    SELECT p.name,
           percentile_cont(0.5) WITHIN GROUP (
             ORDER BY CASE p.state WHEN 'skipped' THEN 0 ELSE extract(epoch FROM p.finished_at - p.claimed_at) * 1000 END)::float8 AS ms
      FROM (SELECT id, workflow FROM builds ORDER BY id DESC LIMIT 500) AS b
      JOIN phases p ON p.build_id = b.id
     WHERE b.workflow->>'name' = $1 AND p.finished_at IS NOT NULL
       AND ((p.state = 'done' AND p.claimed_at IS NOT NULL) OR p.state = 'skipped')
     GROUP BY p.name`,
};
