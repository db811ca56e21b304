import { type Reason, reasons } from './reasons.js';

interface Extra {
  message?: string;
  metadata?: Record<string, string>;
  cause?: unknown;
}

/** The only error that crosses a process border. Its reason says what happened and whether a retry helps. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly metadata: Record<string, string>;

  constructor(
    readonly reason: Reason,
    extra: Extra = {},
  ) {
    super(extra.message ?? reason, { cause: extra.cause });
    this.metadata = extra.metadata ?? {};
  }

  get spec() {
    return reasons[this.reason];
  }

  get retryable(): boolean {
    return this.spec.retryable;
  }
}

export const toAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('INTERNAL', { cause: error });
