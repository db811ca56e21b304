import { openDatabase, type Statement } from '#libs/database';
import { readFolder } from './read-folder.js';
import { writeFolder } from './write-folder.js';

/**
 * Gives a deployment without any business the example, so that there is something to talk about from the first minute. Part
 * of preparing the database: reading a folder takes memory that a service would keep.
 *
 * @returns the id of the imported business; undefined where there is one already
 * @throws ImportError, or AppError as Database does
 */
export async function importExample(databaseUrl: string, folder: string): Promise<string | undefined> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 2, entities: [], migrations: [] });
  try {
    if ((await database.query(ANY_BUSINESS)).length > 0) return undefined;
    const { business } = await writeFolder(database, await readFolder(folder));
    return business;
  } finally {
    await database.close();
  }
}

const ANY_BUSINESS: Statement = { name: 'businesses-any', text: 'SELECT id FROM businesses LIMIT 1' };
