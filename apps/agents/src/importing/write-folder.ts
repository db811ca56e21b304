import { createHash } from 'node:crypto';
import type { Database, Statement, Transaction } from '#libs/database';
import { BUSINESSES_CHANGED } from '../business/business-directory.js';
import { ImportError, type ImportReport, noChanges, type Problem } from './import-report.js';
import type { ImportRun } from './import-run.js';
import type { Folder } from './read-folder.js';
import { writeCatalogue } from './write-catalogue.js';
import { writeKnowledge } from './write-knowledge.js';

export interface WriteOptions {
  /** A number that this business answers on from now on, whoever did before. */
  phoneNumberId?: string;
  /** Told now and then how far it is. */
  onProgress?: (done: string) => void;
}

/** @throws ImportError when a number belongs to another business */
export const writeFolder = (database: Database, folder: Folder, options: WriteOptions = {}): Promise<ImportReport> =>
  database.transaction(async (client) => {
    const businessId = await writeBusiness(client, folder);
    const run: ImportRun = { client, businessId, onProgress: options.onProgress ?? (() => undefined) };
    const { numbers, lost } = await assignNumbers(run, folder, options.phoneNumberId);
    const { catalogue } = folder;
    const products = catalogue ? await writeCatalogue(run, catalogue, folder.business.currency) : noChanges();
    const { documents, passages } = await writeKnowledge(run, folder);
    await client.query(`NOTIFY ${BUSINESSES_CHANGED}`);
    return {
      business: folder.business.id,
      numbers,
      rows: catalogue?.rows ?? { read: 0, imported: 0, bad: 0 },
      products,
      documents,
      passages,
      problems: [...(catalogue?.problems ?? []), ...folder.problems],
      warnings: [...(catalogue?.warnings ?? []), ...folder.warnings, ...lost.map(toWarning)],
    };
  });

const numberColumn = { file: 'business.yaml', line: 0, column: 'phone_number_ids' };

interface Numbers {
  numbers: string[];
  /** Had before, and no longer. */
  lost: string[];
}

/** Its row stays locked until the end: two imports of one business follow one another. */
async function writeBusiness(client: Transaction, { business, source }: Folder): Promise<string> {
  const facts = JSON.stringify(source);
  const hash = createHash('sha256').update(facts).digest('hex');
  const { rows } = await client.query<{ id: string }>({
    ...WRITE_BUSINESS,
    values: [business.id, business.currency, facts, hash],
  });
  return rows[0]!.id;
}

/** The given number and those of the file; when both name none, those that it has; when it has none, all others'. */
async function assignNumbers(run: ImportRun, { business }: Folder, given?: string): Promise<Numbers> {
  const { client, businessId } = run;
  const wanted = [...new Set([...business.phone_number_ids, ...(given ? [given] : [])])];
  const { rows } = await client.query<{ phone_number_id: string; key: string; is_own: boolean }>({
    ...FIND_NUMBERS,
    values: [businessId, wanted],
  });
  const taken = rows.filter(({ phone_number_id, is_own }) => !is_own && phone_number_id !== given);
  if (taken.length > 0) {
    throw new ImportError(
      taken.map(({ phone_number_id, key }) => ({
        ...numberColumn,
        reason: `${phone_number_id} is the number of ${key}; --number ${phone_number_id} moves it`,
      })),
    );
  }
  const own = rows.filter(({ is_own }) => is_own).map(({ phone_number_id }) => phone_number_id);
  const numbers = wanted.length > 0 ? wanted : own;
  await client.query({ ...DROP_NUMBERS, values: [businessId, numbers] });
  await client.query({ ...TAKE_NUMBERS, values: [businessId, numbers] });
  if (numbers.length === 0) await client.query({ ...END_DEFAULT, values: [businessId] });
  await client.query({ ...SET_DEFAULT, values: [businessId, numbers.length === 0] });
  return { numbers, lost: own.filter((number) => !numbers.includes(number)) };
}

const toWarning = (number: string): Problem => ({
  ...numberColumn,
  reason: `${number} was its number and is no longer`,
});

const WRITE_BUSINESS: Statement = {
  name: 'businesses-write',
  text: `INSERT INTO businesses AS b (key, currency, facts, content_hash, data_version) VALUES ($1, $2, $3::jsonb, $4, 1)
    ON CONFLICT (key) DO UPDATE SET currency = EXCLUDED.currency, facts = EXCLUDED.facts, content_hash = EXCLUDED.content_hash,
      data_version = b.data_version + 1,
      updated_at = CASE WHEN b.content_hash = EXCLUDED.content_hash THEN b.updated_at ELSE now() END
    RETURNING id`,
};

const FIND_NUMBERS: Statement = {
  name: 'business-numbers-find',
  text: `SELECT n.phone_number_id, b.key, b.id = $1 AS is_own FROM business_numbers n JOIN businesses b ON b.id = n.business_id
          WHERE n.business_id = $1
         UNION ALL
         SELECT n.phone_number_id, b.key, false FROM business_numbers n JOIN businesses b ON b.id = n.business_id
          WHERE n.phone_number_id = ANY ($2::text[]) AND n.business_id <> $1`,
};

const DROP_NUMBERS: Statement = {
  name: 'business-numbers-drop',
  text: 'DELETE FROM business_numbers WHERE business_id = $1 AND NOT phone_number_id = ANY ($2::text[])',
};

const TAKE_NUMBERS: Statement = {
  name: 'business-numbers-take',
  text: `INSERT INTO business_numbers (phone_number_id, business_id) SELECT number, $1 FROM unnest($2::text[]) AS number
    ON CONFLICT (phone_number_id) DO UPDATE SET business_id = EXCLUDED.business_id`,
};

const END_DEFAULT: Statement = {
  name: 'businesses-end-default',
  text: 'UPDATE businesses SET is_default = false WHERE is_default AND id <> $1',
};

const SET_DEFAULT: Statement = {
  name: 'businesses-set-default',
  text: 'UPDATE businesses SET is_default = $2 WHERE id = $1 AND is_default <> $2',
};
