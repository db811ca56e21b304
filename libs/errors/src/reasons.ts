interface ReasonSpec {
  grpc: number;
  http: number;
  retryable: boolean;
  log: 'debug' | 'warn' | 'error';
}

/** Every way in which a call can fail. The gRPC numbers are those of google.rpc.Code. */
export const reasons = {
  // What a caller sent
  INVALID_MESSAGE: { grpc: 3, http: 400, retryable: false, log: 'warn' },
  INVALID_REQUEST: { grpc: 3, http: 400, retryable: false, log: 'warn' },
  BODY_TOO_LARGE: { grpc: 3, http: 413, retryable: false, log: 'warn' },
  UNSUPPORTED_MEDIA_TYPE: { grpc: 3, http: 415, retryable: false, log: 'warn' },
  /** A file that is not what it claims to be. */
  MEDIA_CORRUPT: { grpc: 3, http: 422, retryable: false, log: 'warn' },
  /** A file at an address that is never fetched. */
  MEDIA_REFUSED: { grpc: 7, http: 403, retryable: false, log: 'warn' },
  BAD_SIGNATURE: { grpc: 16, http: 401, retryable: false, log: 'warn' },
  VERIFICATION_REFUSED: { grpc: 7, http: 403, retryable: false, log: 'warn' },
  NOT_SIGNED_IN: { grpc: 16, http: 401, retryable: false, log: 'debug' },
  TOO_MANY_ATTEMPTS: { grpc: 8, http: 429, retryable: false, log: 'warn' },
  NOT_FOUND: { grpc: 5, http: 404, retryable: false, log: 'debug' },
  STALE_EVENT: { grpc: 9, http: 400, retryable: false, log: 'warn' },
  /** Somebody else has the conversation. */
  CONVERSATION_TAKEN: { grpc: 9, http: 409, retryable: false, log: 'debug' },
  /** The person said STOP and has not written since. */
  OPTED_OUT: { grpc: 9, http: 409, retryable: false, log: 'debug' },
  // What is busy or away
  DEADLINE_EXCEEDED: { grpc: 4, http: 504, retryable: true, log: 'warn' },
  OVERLOADED: { grpc: 8, http: 503, retryable: true, log: 'warn' },
  AGENT_BUSY: { grpc: 8, http: 429, retryable: true, log: 'debug' },
  /** The call never left: repeating it costs nothing and blames nobody. */
  PEER_UNREACHABLE: { grpc: 14, http: 503, retryable: true, log: 'warn' },
  /** Not tried: the peer has failed too often just now. `retryAfterMs` says when it is worth a call again. */
  CIRCUIT_OPEN: { grpc: 14, http: 503, retryable: true, log: 'warn' },
  PEER_UNAVAILABLE: { grpc: 14, http: 503, retryable: true, log: 'warn' },
  STORE_UNAVAILABLE: { grpc: 14, http: 503, retryable: true, log: 'error' },
  CANCELLED: { grpc: 1, http: 499, retryable: false, log: 'debug' },
  // Work
  LEASE_LOST: { grpc: 10, http: 409, retryable: false, log: 'warn' },
  ATTEMPTS_EXHAUSTED: { grpc: 9, http: 500, retryable: false, log: 'error' },
  /** What a newer replica has written is left to newer replicas. */
  STATE_TOO_NEW: { grpc: 9, http: 503, retryable: true, log: 'warn' },
  // Builds
  /** A workflow or a plan that cannot be run; the details name each problem. */
  WORKFLOW_INVALID: { grpc: 3, http: 422, retryable: false, log: 'warn' },
  /** What was asked for does not fit the state of the build. */
  BUILD_STATE: { grpc: 9, http: 409, retryable: false, log: 'debug' },
  /** There is no finished site of this person that could be gone on with. */
  SITE_MISSING: { grpc: 9, http: 409, retryable: false, log: 'debug' },
  /** Too many builds of one person at once. */
  TOO_MANY_BUILDS: { grpc: 8, http: 429, retryable: false, log: 'debug' },
  /** Tokens, money, calls or time of a build, a person or a day are used up. */
  BUDGET_SPENT: { grpc: 8, http: 402, retryable: false, log: 'warn' },
  /** An agent asks for the same thing again and again, or comes to no end. */
  RUN_LOOPING: { grpc: 9, http: 422, retryable: false, log: 'warn' },
  /** A phase gave no sign of life for too long. */
  PHASE_SILENT: { grpc: 4, http: 504, retryable: true, log: 'warn' },
  /** A file of a workspace that is too large, one too many, or at a path that is not allowed. */
  WORKSPACE_REFUSED: { grpc: 3, http: 422, retryable: false, log: 'warn' },
  // Agents and models
  UNKNOWN_AGENT: { grpc: 5, http: 404, retryable: false, log: 'error' },
  MODEL_UNAVAILABLE: { grpc: 14, http: 503, retryable: true, log: 'warn' },
  MODEL_OVERLOADED: { grpc: 8, http: 503, retryable: true, log: 'warn' },
  MODEL_EMPTY: { grpc: 15, http: 502, retryable: true, log: 'warn' },
  MODEL_REFUSED: { grpc: 9, http: 422, retryable: false, log: 'warn' },
  MODEL_MISCONFIGURED: { grpc: 9, http: 500, retryable: false, log: 'error' },
  /** What an agent gave does not fit its contract, also when asked again. */
  MODEL_INVALID_OUTPUT: { grpc: 15, http: 502, retryable: true, log: 'warn' },
  MODEL_SPEND_LIMIT: { grpc: 8, http: 402, retryable: false, log: 'error' },
  // Ours
  MISCONFIGURED: { grpc: 9, http: 500, retryable: false, log: 'error' },
  INTERNAL: { grpc: 13, http: 500, retryable: false, log: 'error' },
} as const satisfies Record<string, ReasonSpec>;

export type Reason = keyof typeof reasons;
export const isReason = (value: string): value is Reason => Object.hasOwn(reasons, value);
