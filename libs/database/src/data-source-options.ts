import type { DataSourceOptions, MixedList } from 'typeorm';
import { withPlannerSettings } from './with-planner-settings.js';

export interface DataOptions {
  url: string;
  /** Connections of this process. */
  poolSize: number;
  entities: MixedList<new () => object>;
  migrations: MixedList<new () => object>;
}

/** Every wait has a limit: a frozen server accepts connections and says nothing. */
export const dataSourceOptions = ({ url, poolSize, entities, migrations }: DataOptions): DataSourceOptions => ({
  type: 'postgres',
  url: withPlannerSettings(url),
  poolSize,
  entities: entities as Function[],
  migrations: migrations as Function[],
  migrationsTransactionMode: 'each',
  synchronize: false,
  connectTimeoutMS: 2_000,
  extra: { query_timeout: 5_000, statement_timeout: 5_000, keepAlive: true, idleTimeoutMillis: 30_000 },
});
