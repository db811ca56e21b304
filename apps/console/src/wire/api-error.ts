/** Why a call to the gateway failed: its reason, or NO_CONNECTION with status 0. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly reason: string,
  ) {
    super(reason);
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }

  /** Whether the same call may succeed in a moment. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export const reasonOf = (error: unknown): string => (error instanceof ApiError ? error.reason : 'INTERNAL');
