import type { Knobs } from '../wire/phone-contract.js';

type NumberKnob = { [Key in keyof Knobs]: Knobs[Key] extends number ? Key : never }[keyof Knobs];
type SwitchKnob = { [Key in keyof Knobs]: Knobs[Key] extends boolean ? Key : never }[keyof Knobs];

export type KnobSpec =
  | { name: SwitchKnob; type: 'switch' }
  | { name: NumberKnob; type: 'share' }
  | { name: NumberKnob; type: 'time'; stops: number[] }
  | { name: 'errorCode'; type: 'code' }
  | { name: NumberKnob; type: 'count'; max: number };

export type KnobGroup = 'phone' | 'api' | 'webhooks' | 'model';

/** Sliders for times move by stops, because 10 ms matter near zero and nobody tells 9 s from 9.1. */
const times = [
  0, 10, 25, 50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 10_000, 15_000, 30_000,
];

export const knobGroups: Record<KnobGroup, KnobSpec[]> = {
  phone: [
    { name: 'online', type: 'switch' },
    { name: 'autoDeliver', type: 'switch' },
    { name: 'autoRead', type: 'switch' },
  ],
  api: [
    { name: 'latencyMs', type: 'time', stops: times },
    { name: 'jitterMs', type: 'time', stops: times.slice(0, 12) },
    { name: 'failBeforeAcceptRate', type: 'share' },
    { name: 'failAfterAcceptRate', type: 'share' },
    { name: 'dropResponseRate', type: 'share' },
    { name: 'errorCode', type: 'code' },
    { name: 'errorCount', type: 'count', max: 100 },
    { name: 'enforcePairLimit', type: 'switch' },
    { name: 'enforceWindow', type: 'switch' },
  ],
  webhooks: [
    { name: 'duplicateRate', type: 'share' },
    { name: 'reorderRate', type: 'share' },
    { name: 'webhookBatchMs', type: 'time', stops: times.slice(0, 13) },
  ],
  model: [{ name: 'modelLatencyMs', type: 'time', stops: times }],
};

export const errorCodes = [130429, 131056, 131000, 131016, 131026, 131047, 131048, 131008, 131009, 190, 368] as const;
