import { Database } from './database.js';

/** Readiness of a service that owns data, for HealthModule.forService; here, so that others do not load a driver. */
export const databaseCheck = {
  inject: [Database],
  useFactory: (database: Database) => ({
    name: 'database',
    check: async () => void (await database.query({ name: 'ping', text: 'SELECT 1' })),
  }),
};
