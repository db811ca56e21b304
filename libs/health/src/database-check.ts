import { Database } from '#libs/database';
import type { ReadinessCheck } from './readiness-check.js';

/** Readiness of a service that owns data. */
export const databaseCheck = {
  inject: [Database],
  useFactory: (database: Database): ReadinessCheck => ({
    name: 'database',
    check: async () => void (await database.query({ name: 'ping', text: 'SELECT 1' })),
  }),
};
