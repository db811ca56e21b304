import { describe, expect, it } from '@jest/globals';
import { en } from '../texts/en.js';
import type { Knobs } from '../wire/phone-contract.js';
import { countTurned } from './count-turned.js';
import { formatDuration, formatShare, nearestStop } from './format-knob.js';
import { errorCodes, knobGroups } from './knob-list.js';
import { knobPresets, presetOf } from './knob-presets.js';

const calm: Knobs = {
  latencyMs: 0,
  jitterMs: 0,
  dropResponseRate: 0,
  failBeforeAcceptRate: 0,
  failAfterAcceptRate: 0,
  duplicateRate: 0,
  reorderRate: 0,
  webhookBatchMs: 0,
  autoRead: false,
  autoDeliver: true,
  errorCode: null,
  errorCount: 0,
  enforcePairLimit: true,
  enforceWindow: true,
  modelLatencyMs: 0,
  online: true,
};

describe(countTurned, () => {
  it('counts nothing on a calm day or before the knobs are known', () => {
    expect([countTurned(calm), countTurned(undefined)]).toEqual([0, 0]);
  });

  it.each<Partial<Knobs>>([
    { online: false },
    { dropResponseRate: 0.05 },
    { autoDeliver: false },
    { errorCode: 131047, errorCount: 1 },
    { latencyMs: 2_000 },
  ])('counts %j', (change) => {
    expect(countTurned({ ...calm, ...change })).toBe(1);
  });

  it('does not count an error that is used up', () => {
    expect(countTurned({ ...calm, errorCode: 131047, errorCount: 0 })).toBe(0);
  });
});

describe(presetOf, () => {
  it('knows each of our weathers again', () => {
    for (const [name, preset] of Object.entries(knobPresets)) expect(presetOf({ ...calm, ...preset })).toBe(name);
  });

  it('knows no name for anything else', () => {
    expect(presetOf({ ...calm, latencyMs: 17 })).toBeUndefined();
  });
});

describe('the knobs', () => {
  it('show every knob once', () => {
    const shown = Object.values(knobGroups).flatMap((group) => group.map(({ name }) => name));
    expect(shown.toSorted()).toEqual(Object.keys(calm).toSorted());
  });

  it('have a sentence for each error code', () => {
    expect(errorCodes.filter((code) => en.errorCodes[code] === '')).toEqual([]);
  });
});

describe(formatDuration, () => {
  it.each([
    [0, '0 ms'],
    [250, '250 ms'],
    [1_500, '1.5 s'],
  ])('shows %d as %s', (ms, shown) => {
    expect(formatDuration(ms)).toBe(shown);
  });
});

describe(formatShare, () => {
  it('shows a share in percent', () => {
    expect(formatShare(0.25)).toBe('25%');
  });
});

describe(nearestStop, () => {
  it('finds the stop for any value', () => {
    expect([nearestStop([0, 10, 100], 3), nearestStop([0, 10, 100], 80), nearestStop([0, 10, 100], 999)]).toEqual([
      0, 2, 2,
    ]);
  });
});
