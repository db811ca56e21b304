import { Logger } from '@nestjs/common';
import type { AppError } from '#libs/errors';
import { showStop } from '../llm.metrics.js';

/** Where nobody said when it ends, one call finds out so often. */
const lookAgainMs = 60_000;

/**
 * Stops every call, of every model and key, once the account may spend no more: limits are the organisation's. It lasts
 * until the moment that the API has named, or, where it named none, until one call a minute succeeds. New keys end it too.
 */
export class SpendStop {
  private readonly logger = new Logger(SpendStop.name);
  private error: AppError | undefined;
  private untilMs = 0;
  private readonly hide = showStop(() => this.isStopped);

  constructor(private readonly nowMs: () => number = Date.now) {}

  get isStopped(): boolean {
    return this.error !== undefined && this.nowMs() < this.untilMs;
  }

  /** When calls go out again, as far as the API has said. */
  get resumesAt(): Date | undefined {
    return this.isStopped && this.isNamed ? new Date(this.untilMs) : undefined;
  }

  /** For people. */
  describe(): string {
    if (!this.isStopped) return 'allowed';
    return `stopped until ${this.resumesAt?.toISOString() ?? 'a call succeeds; one a minute tries'}`;
  }

  /** @throws AppError MODEL_SPEND_LIMIT with `resumesAt` where that is known */
  check(): void {
    if (this.isStopped) throw this.error!;
  }

  /** As `check`, for a call that goes out now: one that finds out is followed by no other. */
  admit(): void {
    this.check();
    if (!this.error) return;
    if (this.isNamed) this.clear();
    else this.untilMs = this.nowMs() + lookAgainMs;
  }

  /** A call that went out before the stop proves nothing against a moment that the API has named. */
  noteSuccess(): void {
    if (this.error && !this.isNamed) this.clear();
  }

  note(error: AppError): void {
    if (error.reason !== 'MODEL_SPEND_LIMIT') return;
    const isNew = !this.error;
    this.error = error;
    this.untilMs = Date.parse(error.metadata['resumesAt'] ?? '') || this.nowMs() + lookAgainMs;
    const { resumesAt, code } = error.metadata;
    if (isNew) this.logger.error({ message: 'the account of the model API may spend no more', resumesAt, code });
  }

  clear(): void {
    if (this.error) this.logger.log({ message: 'the account of the model API may spend again' });
    this.error = undefined;
  }

  readonly close = (): void => void this.hide();

  private get isNamed(): boolean {
    return Boolean(this.error?.metadata['resumesAt']);
  }
}
