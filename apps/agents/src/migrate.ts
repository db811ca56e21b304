import { readOrExit, url } from '#libs/config';
import { migrate } from '#libs/database';
import { z } from 'zod';
import { migrations } from './migrations/index.js';

const { DATABASE_URL } = readOrExit(z.object({ DATABASE_URL: url('postgres', 'postgresql') }));
const applied = await migrate({ url: DATABASE_URL, entities: [], migrations });
process.stdout.write(`agents: ${applied.length === 0 ? 'schema is up to date' : `applied ${applied.join(', ')}`}\n`);
