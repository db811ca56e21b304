import { z } from 'zod';
import { readOrExit, url } from '#libs/config';
import { migrate } from '#libs/database';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

const { DATABASE_URL } = readOrExit(z.object({ DATABASE_URL: url('postgres', 'postgresql') }));
const applied = await migrate({ url: DATABASE_URL, entities, migrations });
process.stdout.write(`notifier: ${applied.length === 0 ? 'schema is up to date' : `applied ${applied.join(', ')}`}\n`);
