import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readOrExit, url } from '#libs/config';
import { type Database, migrate, openDatabase } from '#libs/database';
import { migrations } from '../migrations/index.js';
import { describeProblem, describeReport, ImportError } from './import-report.js';
import { readFolder } from './read-folder.js';
import { writeFolder } from './write-folder.js';

const usage = `usage: npm run import -- <folder> [--number <phone number id>]

<folder> holds business.yaml, catalogue.csv or catalogue.json, and knowledge/*.md, *.txt, *.pdf; the example is
apps/agents/businesses/panaderia-la-espiga. A second import updates. --number makes the business answer on that number.
`;
const commandLineMistake = 64;

const { DATABASE_URL } = readOrExit(z.object({ DATABASE_URL: url('postgres', 'postgresql') }));
const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

process.exitCode = await main();

/** Exit code: 0 all is in, 2 all but what was listed, 1 nothing. */
async function main(): Promise<number> {
  const asked = readArguments();
  if (!asked) {
    process.stderr.write(usage);
    return commandLineMistake;
  }
  let database: Database | undefined;
  try {
    const folder = await readFolder(asked.folder);
    const options = { url: DATABASE_URL, entities: [], migrations };
    database = await openDatabase({ ...options, poolSize: 2 });
    if (!(await isOwnSchema(database))) return 1;
    await migrate(options);
    const report = await writeFolder(database, folder, { phoneNumberId: asked.number, onProgress: complain });
    say(describeReport(report));
    return report.problems.length > 0 ? 2 : 0;
  } catch (error) {
    complain(error instanceof ImportError ? error.problems.map(describeProblem).join('\n') : describeFailure(error));
    complain('Nothing has changed.');
    return 1;
  } finally {
    await database?.close();
  }
}

function readArguments(): { folder: string; number?: string } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: process.argv.slice(2),
      allowPositionals: true,
      options: { number: { type: 'string' } },
    });
    const [folder, ...others] = positionals;
    const { number } = values;
    if (!folder || others.length > 0 || (number !== undefined && !/^\d{5,20}$/.test(number))) return undefined;
    return { folder: resolve(folder), number };
  } catch {
    return undefined; // an option that there is not
  }
}

/** Another login would make a second set of tables where nobody looks. */
async function isOwnSchema(database: Database): Promise<boolean> {
  const [row] = await database.query<{ schema: string | null }>({
    name: 'schema',
    text: 'SELECT current_schema() AS schema',
  });
  if (row?.schema === 'agents') return true;
  complain('DATABASE_URL is not the login of the agents: its schema is not "agents". Nothing has changed.');
  return false;
}

function describeFailure(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
