import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { AppError } from '#libs/errors';
import { type DataOptions, dataSourceOptions } from './data-source-options.js';

const PATIENCE_MS = 300_000;
const POLL_MS = 1_000;

/**
 * Resolves when all of these migrations have been applied, by whoever does that; later ones do not matter. A server that is
 * not there yet is waited for as well.
 * @throws AppError STORE_UNAVAILABLE naming what is missing
 */
export async function waitForSchema(
  options: Omit<DataOptions, 'poolSize'>,
  { patienceMs = PATIENCE_MS, pollMs = POLL_MS } = {},
): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const obstacle = await findObstacle(options);
    if (!obstacle) return;
    if (Date.now() + pollMs > end) throw new AppError('STORE_UNAVAILABLE', { message: obstacle });
    await sleep(pollMs);
  }
}

/** What keeps the schema from being used, if anything does. */
async function findObstacle(options: Omit<DataOptions, 'poolSize'>): Promise<string | undefined> {
  const source = new DataSource(dataSourceOptions({ ...options, poolSize: 1 }));
  try {
    await source.initialize();
    const missing = await findMissing(source);
    return missing.length === 0 ? undefined : `migrations are missing: ${missing.join(', ')}`;
  } catch (error) {
    return `the database did not answer: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function findMissing(source: DataSource): Promise<string[]> {
  const [table] = await source.query<{ name: string | null }[]>(`SELECT to_regclass('migrations')::text AS name`);
  const rows = table?.name ? await source.query<{ name: string }[]>('SELECT name FROM migrations') : [];
  const applied = new Set(rows.map(({ name }) => name));
  return source.migrations
    .map((migration) => migration.name ?? migration.constructor.name)
    .filter((name) => !applied.has(name));
}
