import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { type DataOptions, dataSourceOptions } from './data-source-options.js';

/** A command moves more in one statement than a message does, and nobody waits for it but who has called it. */
const patience = { statement_timeout: 300_000, query_timeout: 310_000, keepAlive: true };

/** For a command that ends: outside of Nest, to be closed by whoever opened it. */
export async function openDatabase(options: DataOptions): Promise<Database> {
  return new Database(await new DataSource({ ...dataSourceOptions(options), extra: patience }).initialize());
}
