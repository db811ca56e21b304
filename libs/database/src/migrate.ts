import { DataSource } from 'typeorm';
import { type DataOptions, dataSourceOptions } from './data-source-options.js';

/** An arbitrary constant: replicas that start together migrate one after the other. */
const LOCK = 7_265_396;

/** Brings the service's schema up to date and returns the names of what was applied. Safe to run at once from anywhere. */
export async function migrate(options: Omit<DataOptions, 'poolSize'>): Promise<string[]> {
  const source = await new DataSource({
    ...dataSourceOptions({ ...options, poolSize: 2 }),
    extra: { keepAlive: true }, // a migration may take longer than a statement of the hot path
  }).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1, hashtext(current_schema()))', [LOCK]);
    const applied = await source.runMigrations();
    return applied.map(({ name }) => name);
  } finally {
    await runner.release();
    await source.destroy();
  }
}
