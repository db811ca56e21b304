import { startStores } from './start-stores.ts';

/** @type {typeof globalThis & { parleyStores?: import('./start-stores.ts').Stores }} */
const run = globalThis;

/** Starts Postgres and Redis once for all specs. A spec puts its service's name for ROLE to log in as that service. */
export default async function globalSetup() {
  const stores = await startStores();
  process.env.TEST_POSTGRES_URL = stores.databaseUrl('gateway').replaceAll('gateway', 'ROLE');
  process.env.TEST_POSTGRES_ADMIN_URL = stores.postgres.adminUrl;
  process.env.TEST_REDIS_URL = stores.redis.url;
  run.parleyStores = stores;
}
