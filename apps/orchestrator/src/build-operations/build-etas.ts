import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { BuildView } from '../builds/build-view.js';
import { estimate } from '../reporting/estimate.js';
import { PastDurations } from '../reporting/past-durations.service.js';
import { StandingsRepository } from '../reporting/standings.repository.js';

/** An estimate is good for this long: pages look more often than it changes. */
const FRESH_MS = 2_000;
const KEPT = 1_000;

interface Kept {
  at: Date | undefined;
}

/** When builds that run will be done, as far as past ones tell. */
@Injectable()
export class BuildEtas {
  private readonly kept = new LRUCache<string, Kept>({
    max: KEPT,
    ttl: FRESH_MS,
    fetchMethod: (id) => this.estimate(id),
  });

  constructor(
    @Inject(StandingsRepository) private readonly standings: StandingsRepository,
    @Inject(PastDurations) private readonly durations: PastDurations,
  ) {}

  /** Undefined for a build that has ended or waits for somebody. */
  async of({ id, state }: Pick<BuildView, 'id' | 'state'>): Promise<Date | undefined> {
    return state === 'running' ? (await this.kept.fetch(id))?.at : undefined;
  }

  private async estimate(id: string): Promise<Kept> {
    const standing = await this.standings.find(id);
    if (!standing) return { at: undefined };
    const now = Date.now();
    const { ms } = estimate(standing.phases, await this.durations.of(standing.workflow), now);
    return { at: new Date(now + ms) };
  }
}
