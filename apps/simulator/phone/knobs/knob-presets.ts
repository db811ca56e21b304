import type { Knobs } from '../wire/phone-contract.js';

export type PresetName = 'calm' | 'slow' | 'lossy' | 'storm';

const calm: Partial<Knobs> = {
  online: true,
  autoDeliver: true,
  latencyMs: 0,
  jitterMs: 0,
  dropResponseRate: 0,
  failBeforeAcceptRate: 0,
  failAfterAcceptRate: 0,
  duplicateRate: 0,
  reorderRate: 0,
  webhookBatchMs: 0,
  errorCode: null,
  errorCount: 0,
};

/** Whole weathers: each begins from calm, so that nothing of the one before stays behind. */
export const knobPresets: Record<PresetName, Partial<Knobs>> = {
  calm,
  slow: { ...calm, latencyMs: 1_500, jitterMs: 1_000, webhookBatchMs: 500 },
  lossy: {
    ...calm,
    latencyMs: 200,
    jitterMs: 200,
    dropResponseRate: 0.15,
    failAfterAcceptRate: 0.1,
    failBeforeAcceptRate: 0.15,
  },
  storm: {
    ...calm,
    latencyMs: 500,
    jitterMs: 2_000,
    dropResponseRate: 0.25,
    failAfterAcceptRate: 0.2,
    failBeforeAcceptRate: 0.25,
    duplicateRate: 0.3,
    reorderRate: 0.3,
    webhookBatchMs: 300,
  },
};

/** The weather that rules now, if it is one of ours. */
export const presetOf = (knobs: Knobs): PresetName | undefined =>
  (Object.keys(knobPresets) as PresetName[]).find((name) =>
    Object.entries(knobPresets[name]).every(([key, value]) => knobs[key as keyof Knobs] === value),
  );
