import { register } from 'prom-client';
import { AppError } from '#libs/errors';
import { spendResetOf } from './spend-reset.js';
import { SpendStop } from './spend-stop.js';
import { Logger } from '@nestjs/common';

const start = Date.parse('2026-11-20T12:00:00Z');

describe(spendResetOf, () => {
  const now = new Date(start);
  const reset = (errorCode: string | undefined, message = '') =>
    spendResetOf({ errorCode, message }, now)?.toISOString();

  it('is the first of the next month for the cap of a tier', () => {
    expect(reset('enforced_spend_limit_reached')).toBe('2026-12-01T00:00:00.000Z');
  });

  it.each([
    ['You will regain access on 2026-12-01 at 00:00 UTC.', '2026-12-01T00:00:00.000Z'],
    ['You will regain access on 2026-11-21.', '2026-11-21T00:00:00.000Z'],
    ['You will regain access on 2026-11-19.', undefined],
    ['You will regain access on 2099-01-01.', undefined],
    ['You will regain access on 2026-99-99.', undefined],
    ['Ask your administrator.', undefined],
  ])('is what %j names, where that can be true', (message, expected) =>
    expect(reset(undefined, message)).toBe(expected),
  );

  it('is nobody’s guess for the limit of a contract', () =>
    expect(reset('contract_spend_limit_reached')).toBeUndefined());
});

describe(SpendStop.name, () => {
  let nowMs: number;
  let stop: SpendStop;
  const passes = () => {
    try {
      stop.admit();
      return true;
    } catch {
      return false;
    }
  };
  const limit = (metadata: Record<string, string> = {}) => new AppError('MODEL_SPEND_LIMIT', { metadata });
  const gauge = async () => (await register.getSingleMetric('model_spend_stopped')!.get()).values[0]!.value;

  beforeAll(() => void Logger.overrideLogger(false));
  beforeEach(() => {
    nowMs = start;
    stop = new SpendStop(() => nowMs);
  });
  afterEach(() => stop.close());

  it('lets everything pass, whatever else fails', () => {
    stop.note(new AppError('MODEL_OVERLOADED'));
    expect(passes()).toBe(true);
  });

  it('lets no call out before the moment that was named, and all after it', async () => {
    stop.note(limit({ resumesAt: '2026-12-01T00:00:00.000Z' }));
    expect(stop.resumesAt).toEqual(new Date('2026-12-01T00:00:00.000Z'));
    expect(await gauge()).toBe(1);
    nowMs = Date.parse('2026-11-30T23:59:59Z');
    stop.noteSuccess(); // of a call that went out before
    expect(passes()).toBe(false);
    nowMs += 1_000;
    expect([passes(), passes()]).toEqual([true, true]);
    expect(await gauge()).toBe(0);
  });

  it('lets one call a minute find out where no moment was named', () => {
    stop.note(limit());
    nowMs += 60_000;
    expect([passes(), passes()]).toEqual([true, false]);
    nowMs += 60_000;
    expect([passes(), passes()]).toEqual([true, false]);
    stop.noteSuccess();
    expect([passes(), passes()]).toEqual([true, true]);
  });
});
