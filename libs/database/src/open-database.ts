import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { type DataOptions, dataSourceOptions } from './data-source-options.js';

/** For a command that ends: outside of Nest, to be closed by whoever opened it. */
export async function openDatabase(options: DataOptions): Promise<Database> {
  return new Database(await new DataSource(dataSourceOptions(options)).initialize());
}
