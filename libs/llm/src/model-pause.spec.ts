import { AppError } from '#libs/errors';
import { ModelPause } from './model-pause.js';

describe(ModelPause.name, () => {
  let nowMs = 0;
  const pause = () => new ModelPause(() => nowMs);
  const isPaused = (subject: ModelPause) => {
    try {
      subject.check();
      return false;
    } catch {
      return true;
    }
  };

  it('stops for as long as the API asks, a minute at most', () => {
    const subject = pause();
    subject.noteFailure(new AppError('MODEL_OVERLOADED', { metadata: { retryAfterMs: '3600000' } }));
    nowMs += 59_000;
    expect(isPaused(subject)).toBe(true);
    nowMs += 2_000;
    expect(isPaused(subject)).toBe(false);
  });

  it('takes many failures in a row for an outage, but not with a success between them', () => {
    const subject = pause();
    const fail = (times: number) => {
      for (let n = 0; n < times; n++) subject.noteFailure(new AppError('MODEL_UNAVAILABLE'));
    };
    fail(19);
    subject.noteSuccess();
    fail(19);
    expect(isPaused(subject)).toBe(false);
    fail(1);
    expect(isPaused(subject)).toBe(true);
    nowMs += 2_001;
    expect(isPaused(subject)).toBe(false);
  });

  it('does not stop for what only one request did wrong', () => {
    const subject = pause();
    for (const reason of [
      'MODEL_REFUSED',
      'MODEL_EMPTY',
      'MODEL_MISCONFIGURED',
      'CANCELLED',
      'DEADLINE_EXCEEDED',
    ] as const) {
      for (let n = 0; n < 50; n++) subject.noteFailure(new AppError(reason));
    }
    expect(isPaused(subject)).toBe(false);
  });
});
