/** From the one who called to the one who listens, or back. */
export type Way = 'upstream' | 'downstream';

/** What a network, or a machine behind it, does to a connection. */
export type LinkFault = { way: Way | 'both' } & (
  | { kind: 'latency'; ms: number; jitterMs?: number }
  | { kind: 'bandwidth'; bytesPerSecond: number }
  | { kind: 'slice'; size: number; pauseMs: number }
  /** Nothing passes, the end of a connection included, until the fault is taken away. */
  | { kind: 'blackhole' }
  /** A connection ends where these bytes come by: they never arrive, or they do and no answer comes back. */
  | { kind: 'cut'; match: Buffer; when: 'before' | 'after'; how: CutHow; times: number }
  /** Other bytes arrive, as many as were sent: how a peer without one of its rules would have spoken. */
  | { kind: 'rewrite'; match: Buffer; to: Buffer }
);

/** `silent` leaves both sides with an open connection on which nothing comes any more. */
export type CutHow = 'rst' | 'fin' | 'silent';

/** A fault on a link, until it is removed. */
export interface Applied {
  readonly fault: LinkFault;
  /** How often it acted. */
  fired: number;
  remove(): void;
}
