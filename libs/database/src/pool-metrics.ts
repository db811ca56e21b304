import type { Pool } from 'pg';
import { Gauge, register } from 'prom-client';

type PoolCounts = Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>;

const pools = new Set<PoolCounts>();

new Gauge({
  name: 'database_pool_connections',
  help: 'Connections to Postgres of this process by state: busy, idle',
  labelNames: ['state'] as const,
  registers: [register],
  // Read when somebody looks
  collect() {
    const all = [...pools];
    const idle = all.reduce((sum, { idleCount }) => sum + idleCount, 0);
    this.set({ state: 'idle' }, idle);
    this.set({ state: 'busy' }, all.reduce((sum, { totalCount }) => sum + totalCount, 0) - idle);
  },
});

new Gauge({
  name: 'database_pool_waiting',
  help: 'Statements and transactions of this process that wait for a connection',
  registers: [register],
  collect() {
    this.set([...pools].reduce((sum, { waitingCount }) => sum + waitingCount, 0));
  },
});

/** Shows this pool from now on, until the returned function is called. */
export function showPool(pool: PoolCounts): () => void {
  pools.add(pool);
  return () => pools.delete(pool);
}
