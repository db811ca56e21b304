import type { Statement } from '#libs/database';
import { type Changes, noChanges } from './import-report.js';
import type { Folder, FolderDocument } from './read-folder.js';
import type { ImportRun } from './import-run.js';

/** Passages of one statement. */
const batchSize = 500;

/** Documents whose file has changed are cut anew; those whose file is gone go, with their passages. */
export async function writeKnowledge(
  run: ImportRun,
  { documents, unread }: Folder,
): Promise<{ documents: Changes; passages: number }> {
  const changes = noChanges();
  const { client, businessId } = run;
  const kept = [...documents.map(({ name }) => name), ...unread];
  changes.retired = (await client.query({ ...DROP_DOCUMENTS, values: [businessId, kept] })).rowCount ?? 0;
  for (const document of documents) {
    const written = await writeDocument(run, document);
    if (written) changes[written] += 1;
  }
  changes.unchanged = documents.length - changes.added - changes.updated;
  if (changes.unchanged < documents.length || changes.retired > 0) {
    await client.query({ ...DROP_WORDS, values: [businessId] });
    await client.query({ ...WRITE_WORDS, values: [businessId] });
  }
  return { documents: changes, passages: documents.reduce((sum, { passages }) => sum + passages.length, 0) };
}

async function writeDocument(run: ImportRun, document: FolderDocument): Promise<'added' | 'updated' | undefined> {
  const { client, businessId } = run;
  const { name, title, language, suspicions, content_hash, passages } = document;
  const { rows } = await client.query<{ id: string; added: boolean }>({
    ...WRITE_DOCUMENT,
    values: [businessId, name, title, language, suspicions, content_hash],
  });
  const [written] = rows;
  if (!written) return undefined;
  await client.query({ ...DROP_PASSAGES, values: [written.id] });
  for (let from = 0; from < passages.length; from += batchSize) {
    const batch = passages.slice(from, from + batchSize);
    const headings = batch.map(({ heading }) => heading);
    const bodies = batch.map(({ body }) => body);
    await client.query({ ...WRITE_PASSAGES, values: [written.id, businessId, language, from, headings, bodies] });
    if (passages.length > batchSize) run.onProgress(`${name}: ${from + batch.length} of ${passages.length} passages`);
  }
  return written.added ? 'added' : 'updated';
}

const DROP_DOCUMENTS: Statement = {
  name: 'knowledge-documents-drop',
  text: 'DELETE FROM knowledge_documents WHERE business_id = $1 AND NOT name = ANY ($2::text[])',
};

const WRITE_DOCUMENT: Statement = {
  name: 'knowledge-documents-write',
  text: `INSERT INTO knowledge_documents AS d (business_id, name, title, language, suspicions, content_hash) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (business_id, name) DO UPDATE SET title = EXCLUDED.title, language = EXCLUDED.language, suspicions = EXCLUDED.suspicions,
      content_hash = EXCLUDED.content_hash, updated_at = now()
      WHERE d.content_hash <> EXCLUDED.content_hash
    RETURNING id, xmax = 0 AS added`,
};

const DROP_PASSAGES: Statement = {
  name: 'knowledge-passages-drop',
  text: 'DELETE FROM knowledge_passages WHERE document_id = $1',
};

const WRITE_PASSAGES: Statement = {
  name: 'knowledge-passages-write',
  text: `INSERT INTO knowledge_passages (document_id, business_id, language, position, heading, body)
    SELECT $1, $2, $3, $4 + p.n - 1, p.heading, p.body FROM unnest($5::text[], $6::text[]) WITH ORDINALITY AS p(heading, body, n)`,
};

const DROP_WORDS: Statement = {
  name: 'knowledge-words-drop',
  text: 'DELETE FROM knowledge_words WHERE business_id = $1',
};

const WRITE_WORDS: Statement = {
  name: 'knowledge-words-write',
  text: `INSERT INTO knowledge_words (business_id, word)
    SELECT DISTINCT $1::uuid, word FROM knowledge_passages p, regexp_split_to_table(lower(unaccent(p.heading || ' ' || p.body)), '[^[:alnum:]]+') AS word
     WHERE p.business_id = $1 AND length(word) BETWEEN 3 AND 40`,
};
