/**
 * A table whose rows are work. It has these columns besides its own:
 * `id uuid`, `state text`, `due_at timestamptz`, `attempts int`, `owner text`, `lease_until timestamptz`,
 * `epoch bigint`, `claimed_at timestamptz`, `heartbeat_at timestamptz`, `progress jsonb`, `error_class text`,
 * `error_detail text`. Every name here is written into SQL as it is: none may come from outside.
 */
export interface WorkTable {
  name: string;
  states: {
    /** May be claimed when due. */
    ready: string;
    /** Leased to an owner. */
    held: string;
    /** Failed for good, kept for an operator. */
    setAside: string;
    /**
     * What a lapsed lease means. There is no default: the ready state where the work may be repeated, a state of its own
     * where its effect may have happened.
     */
    lapsed: string;
  };
  /**
   * A generated column that equals `state` in the states named here and is null in all others. Where there is one, rows are
   * looked for by it, so that a row whose work is over can change its state without touching the indexes of the queue.
   */
  queueColumn?: string;
  /**
   * Set where several rows share a key and must be done in order: a row is claimed only when no earlier row (by `order`)
   * of its key is in one of the `blocking` states.
   */
  headOfLine?: { key: string; order: string; blocking: string[] };
  /** What else must hold for a row to be claimed, about `work`. */
  claimCondition?: string;
  /** Order of claims, best first. */
  priority: string;
  /** NOTIFY channel; a payload is the delay in milliseconds after which something is due. */
  channel: string;
  /** More assignments of the claim, such as `turn_id = coalesce(work.turn_id, uuid_v7())`. */
  claimSets?: string;
  /**
   * Claims instead of the statement that is made of what is said above: $1 limit, $2 owner, $3 lease in ms → one row per
   * claimed row, with its `id`, `epoch` and `attempts`. It sets what a claim sets.
   */
  claim?: string;
  /** More assignments for a lease that lapsed. */
  lapseSets?: string;
  /** What follows `WITH …, claimed AS (…)`: answers one row per claimed row, with its `id`, `epoch` and `attempts`. */
  claimTail?: string;
}
