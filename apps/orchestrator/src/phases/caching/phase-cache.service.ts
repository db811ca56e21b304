import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { z } from 'zod';
import { EntrySigner } from '#libs/signing';
import type { Phase } from '../../workflows/workflow.js';
import { ORCHESTRATOR_CONFIG, type OrchestratorConfig } from '../../orchestrator.config.js';
import { CACHE_HITS, CACHE_MISSES } from '../../orchestrator.metrics.js';
import { PhaseCacheRepository } from './phase-cache.repository.js';

const file = z.object({ path: z.string(), sha256: z.string(), size: z.number() });
const entrySchema = z.object({
  output: z.record(z.string(), z.unknown()),
  /** What it did to its workspace, so that it fits one that differs in files which the phase never saw. */
  written: z.array(file),
  deleted: z.array(z.string()),
  usage: z.object({
    inputTokens: z.number(),
    outputTokens: z.number(),
    cacheReadTokens: z.number(),
    cacheWriteTokens: z.number(),
    costMicros: z.number(),
    toolCalls: z.number(),
    model: z.string(),
  }),
  screenshot: z.string().optional(),
  messages: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      kind: z.enum(['question', 'answer', 'review', 'handoff']),
      text: z.string(),
    }),
  ),
});

/** What a phase gave, apart from the workspace that it happened to run in. */
export type CacheEntry = z.infer<typeof entrySchema>;

/**
 * Outcomes that are used again. An entry counts only with the signature of this deployment: who can write to the table
 * cannot put files or words into a build. Without a secret nothing is kept or used.
 */
@Injectable()
export class PhaseCache implements OnApplicationBootstrap {
  private readonly logger = new Logger(PhaseCache.name);
  private readonly signer: EntrySigner;

  constructor(
    @Inject(PhaseCacheRepository) private readonly repository: PhaseCacheRepository,
    @Inject(ORCHESTRATOR_CONFIG) private readonly config: OrchestratorConfig,
    @InjectMetric(CACHE_HITS) private readonly hits: Counter<'cache_type'>,
    @InjectMetric(CACHE_MISSES) private readonly misses: Counter<'cache_type' | 'reason'>,
  ) {
    this.signer = new EntrySigner(config.BUILD_CACHE_SECRET ?? '');
  }

  onApplicationBootstrap(): void {
    if (!this.config.BUILD_CACHE_SECRET)
      this.logger.warn({ message: 'the cache of phases is off: BUILD_CACHE_SECRET is not set' });
  }

  /** An effect is never taken from a cache: it has to happen. */
  isOpenTo({ cache, effect, agent, choose }: Phase): boolean {
    return (
      this.config.BUILD_CACHE_SECRET !== undefined &&
      cache &&
      effect === 'none' &&
      !choose &&
      !this.config.BUILD_CACHE_EXCLUDED.includes(agent)
    );
  }

  /** @throws AppError STORE_UNAVAILABLE: nothing that it would run could be recorded */
  async find(key: string): Promise<CacheEntry | undefined> {
    const stored = await this.repository.find(key);
    const entry = stored && this.read(key, stored.entry, stored.signature);
    if (entry) this.hits.inc({ cache_type: 'phase' });
    else this.misses.inc({ cache_type: 'phase', reason: stored ? 'tampered' : 'absent' });
    return entry;
  }

  /** An outcome that could not be kept is only run again. */
  async keep(key: string, conversationId: string, entry: CacheEntry): Promise<void> {
    const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costMicros } = entry.usage;
    try {
      await this.repository.store({
        key,
        conversationId,
        entry,
        signature: this.signer.sign(key, entry),
        savedTokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens,
        savedMicros: costMicros,
      });
    } catch (err) {
      this.logger.warn({ message: 'could not keep the outcome of a phase', err });
    }
  }

  private read(key: string, entry: unknown, signature: string): CacheEntry | undefined {
    if (!this.signer.holds(key, entry, signature)) {
      this.logger.warn({ message: 'an entry of the cache of phases has a bad signature', key });
      return undefined;
    }
    return entrySchema.safeParse(entry).data; // one of an older release may look different
  }
}
