import { z } from 'zod';

const rate = z.number().min(0).max(1);
const durationMs = z.number().int().min(0).max(600_000);

/** Everything that can be turned while the simulator runs. Rates are shares of calls, drawn from a seeded generator. */
export const knobsSchema = z.strictObject({
  /** Graph calls are answered this much later, give or take up to `jitterMs`. */
  latencyMs: durationMs,
  jitterMs: durationMs,
  /** Sends that are accepted while their answer is lost. */
  dropResponseRate: rate,
  /** Sends that get a 5xx and are not accepted. */
  failBeforeAcceptRate: rate,
  /** Sends that get a 5xx although they are accepted. */
  failAfterAcceptRate: rate,
  /** Webhooks that are delivered twice. */
  duplicateRate: rate,
  /** Webhooks that are held back so that later ones overtake them. */
  reorderRate: rate,
  /** Webhooks of this many milliseconds share one POST; 0 gives each its own. */
  webhookBatchMs: durationMs,
  /** Webhooks under way at once. */
  webhookConcurrency: z.number().int().min(1).max(128),
  /** Longest pause between two deliveries of a webhook that was not answered with 200. */
  redeliveryMaxMs: z.number().int().min(50).max(3_600_000),
  /** People open the chat as soon as a message is delivered. */
  autoRead: z.boolean(),
  /** Messages reach the phones by themselves; off, they stay at one tick. */
  autoDeliver: z.boolean(),
  /** The phones have a connection. */
  online: z.boolean(),
  /** The next `errorCount` sends are refused with this Graph code. */
  errorCode: z.number().int().nullable(),
  errorCount: z.number().int().min(0).max(1_000_000),
  /** Messages a second of the number; 0 sets no limit. */
  numberRatePerSecond: z.number().min(0).max(100_000),
  /** One message per 6 s to one person, with 45 borrowed from the future. */
  enforcePairLimit: z.boolean(),
  /** Free-form messages only within 24 h of the person's last one. */
  enforceWindow: z.boolean(),
  /** Whether people who never wrote through the simulator count as having just done so. */
  strangersInWindow: z.boolean(),
  modelLatencyMs: durationMs,
  /** Setting it starts the generator anew. */
  seed: z.number().int().min(0).max(0xffff_ffff),
});

export type Knobs = z.infer<typeof knobsSchema>;

export const knobsPatchSchema = knobsSchema.partial();

export const defaultKnobs: Knobs = {
  latencyMs: 0,
  jitterMs: 0,
  dropResponseRate: 0,
  failBeforeAcceptRate: 0,
  failAfterAcceptRate: 0,
  duplicateRate: 0,
  reorderRate: 0,
  webhookBatchMs: 0,
  webhookConcurrency: 16,
  redeliveryMaxMs: 15_000,
  autoRead: false,
  autoDeliver: true,
  online: true,
  errorCode: null,
  errorCount: 0,
  numberRatePerSecond: 0,
  enforcePairLimit: true,
  enforceWindow: true,
  strangersInWindow: true,
  modelLatencyMs: 0,
  seed: 1,
};
