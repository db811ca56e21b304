export { databaseCheck } from './database-check.js';
export { Database, type Statement, type Transaction } from './database.js';
export { DatabaseModule } from './database.module.js';
export { type Listener } from './listener.js';
export { migrate } from './migrate.js';
export { openDatabase } from './open-database.js';
export { toStoreError } from './store-error.js';
export { Retention, retentionProvider, type RetentionRule } from './retention.js';
export { waitForSchema } from './wait-for-schema.js';
