/** Something that this process cannot work without. Never Redis, never a peer. */
export interface ReadinessCheck {
  name: string;
  /** Rejects when the process cannot work. */
  check(): Promise<void>;
}

export const READINESS_CHECKS = Symbol('readiness checks');
