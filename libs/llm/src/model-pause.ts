import type { AppError } from '#libs/errors';

const longestPauseMs = 60_000;
const outagePauseMs = 2_000;
/** Failures in a row, without one success between them, that make an outage. */
const outageFailures = 20;

/**
 * Leaves a model alone for a while when it said so or does not answer: calls fail at once with the error that began the
 * pause. When it is over, calls go out again, and the next failure begins another.
 */
export class ModelPause {
  private error: AppError | undefined;
  private untilMs = 0;
  private failures = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** @throws AppError what the model failed with, while the pause lasts */
  check(): void {
    if (this.error && this.nowMs() < this.untilMs) throw this.error;
  }

  noteSuccess(): void {
    this.failures = 0;
    this.error = undefined;
  }

  noteFailure(error: AppError): void {
    const pauseMs = this.pauseAfter(error);
    if (pauseMs === 0) return;
    this.error = error;
    this.untilMs = this.nowMs() + Math.min(pauseMs, longestPauseMs);
  }

  private pauseAfter({ reason, metadata }: AppError): number {
    if (reason !== 'MODEL_OVERLOADED' && reason !== 'MODEL_UNAVAILABLE') return 0;
    this.failures += 1;
    const askedMs = Number(metadata['retryAfterMs'] ?? 0);
    return this.failures >= outageFailures ? Math.max(askedMs, outagePauseMs) : askedMs;
  }
}
