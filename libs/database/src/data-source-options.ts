import type { DataSourceOptions } from 'typeorm';
import { withPlannerSettings } from './with-planner-settings.js';

export interface DataOptions {
  url: string;
  /** Connections of this process. */
  poolSize: number;
  entities: DataSourceOptions['entities'];
  migrations: DataSourceOptions['migrations'];
}

/** Every wait has a limit: a frozen server accepts connections and says nothing. */
export const dataSourceOptions = ({ url, poolSize, entities, migrations }: DataOptions): DataSourceOptions => ({
  type: 'postgres',
  url: withPlannerSettings(url),
  poolSize,
  entities,
  migrations,
  migrationsTransactionMode: 'each',
  synchronize: false,
  connectTimeoutMS: 2_000,
  // The server's own limit comes first: it ends the statement, where ours gives up a connection on which it still runs
  extra: { statement_timeout: 5_000, query_timeout: 6_000, keepAlive: true, idleTimeoutMillis: 30_000 },
});
