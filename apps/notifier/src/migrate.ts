import { readOrExit, url } from '#libs/config';
import { migrate, waitForSchema } from '#libs/database';
import { z } from 'zod';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

const { DATABASE_URL } = readOrExit(z.object({ DATABASE_URL: url('postgres', 'postgresql') }));
const options = { url: DATABASE_URL, entities, migrations };
const say = (line: string) => process.stdout.write(`notifier: ${line}\n`);

// --wait is for whoever must not start before somebody else has migrated
if (process.argv.includes('--wait')) {
  await waitForSchema(options);
  say('schema is there');
} else {
  const applied = await migrate(options);
  say(applied.length === 0 ? 'schema is up to date' : `applied ${applied.join(', ')}`);
}
