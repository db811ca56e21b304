import { readOrExit } from '#libs/config';
import { migrate, waitForSchema } from '#libs/database';
import { agentsConfig } from './agents.config.js';
import { importExample } from './importing/import-example.js';
import { migrations } from './migrations/index.js';

const { DATABASE_URL, EXAMPLE_BUSINESS } = readOrExit(
  agentsConfig.pick({ DATABASE_URL: true, EXAMPLE_BUSINESS: true }),
);
const say = (line: string) => process.stdout.write(`agents: ${line}\n`);

const options = { url: DATABASE_URL, entities: [], migrations };

// --wait is for whoever must not start before somebody else has migrated
if (process.argv.includes('--wait')) {
  await waitForSchema(options);
  say('schema is there');
} else {
  const applied = await migrate(options);
  say(applied.length === 0 ? 'schema is up to date' : `applied ${applied.join(', ')}`);
  if (EXAMPLE_BUSINESS !== 'none') {
    const imported = await importExample(DATABASE_URL, EXAMPLE_BUSINESS).catch((error: unknown) => {
      say(`could not import the example business: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (imported) say(`imported the example business ${imported}`);
  }
}
