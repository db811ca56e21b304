import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Language } from '../tools/tool.js';
import type { Passage } from '../knowledge/cut-passages.js';
import { cutPassages } from '../knowledge/cut-passages.js';
import { decodeText } from '../knowledge/decode-text.js';
import { findOrders } from '../knowledge/find-orders.js';
import { documentTypes, readDocument } from '../knowledge/read-document.js';
import { ImportError, type Problem } from './import-report.js';
import { readBusiness, type ReadBusiness } from './read-business.js';
import { type Catalogue, readCatalogue } from './read-catalogue.js';
import { readCsv, readJson } from './read-records.js';

/** Raised when documents are cut differently: all are read again. */
const cutterVersion = 1;
const mostBytes = 50 * 1024 * 1024;
const mostDocuments = 1_000;

export interface FolderDocument {
  name: string;
  title: string;
  language: Language;
  suspicions: string[];
  passages: Passage[];
  content_hash: string;
}

export interface Folder extends ReadBusiness {
  /** Absent when the folder has none: what was imported before stays. */
  catalogue?: Catalogue;
  documents: FolderDocument[];
  problems: Problem[];
  warnings: Problem[];
  /** Documents that could not be read: their last good version stays. */
  unread: string[];
}

/**
 * Everything that a business's folder holds.
 * @throws ImportError when there is no business in it, or none that can be understood
 */
export async function readFolder(path: string): Promise<Folder> {
  const text = await readIfPresent(path, 'business.yaml');
  if (!text)
    throw new ImportError([{ file: 'business.yaml', line: 0, column: '', reason: `there is none in ${path}` }]);
  const read = readBusiness(decodeText(text));
  const folder: Folder = { ...read, documents: [], problems: [], warnings: [], unread: [] };
  folder.catalogue = await findCatalogue(path, folder);
  for (const name of await listDocuments(path, folder)) await addDocument(path, name, folder);
  return folder;
}

async function findCatalogue(path: string, { business }: Folder): Promise<Catalogue | undefined> {
  for (const [file, read] of [
    ['catalogue.csv', readCsv],
    ['catalogue.json', readJson],
  ] as const) {
    const bytes = await readIfPresent(path, file);
    if (!bytes) continue;
    try {
      return readCatalogue(file, read(decodeText(bytes)), business);
    } catch (error) {
      throw new ImportError([{ file, line: 0, column: '', reason: (error as Error).message }]);
    }
  }
  return undefined;
}

async function listDocuments(path: string, { warnings }: Folder): Promise<string[]> {
  const entries = await readdir(join(path, 'knowledge'), { recursive: true, withFileTypes: true }).catch(ignoreMissing);
  const files = (entries ?? []).filter((entry) => entry.isFile() || entry.isSymbolicLink());
  const names = files
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(path, 'knowledge').length + 1))
    .filter((name) => name.split(sep).every((part) => !part.startsWith('.')))
    .sort();
  const isKnown = (name: string) => documentTypes.some((type) => type === extname(name).toLowerCase());
  const warn = (name: string, reason: string) =>
    warnings.push({ file: `knowledge/${name}`, line: 0, column: '', reason });
  for (const name of names.filter((name) => !isKnown(name)))
    warn(name, `is not read: expected ${documentTypes.join(', ')}`);
  const known = names.filter(isKnown);
  for (const name of known.slice(mostDocuments)) warn(name, `is not read: more than ${mostDocuments} documents`);
  return known.slice(0, mostDocuments);
}

async function addDocument(
  path: string,
  name: string,
  { business, documents, problems, warnings, unread }: Folder,
): Promise<void> {
  const file = `knowledge/${name}`;
  try {
    const bytes = await readBounded(path, file);
    const { title, language, sections } = await readDocument(name, bytes, business.languages[0]!);
    const passages = cutPassages(sections);
    const suspicions = passages.flatMap(({ heading, body }) => findOrders(`${heading}\n${body}`)).slice(0, 20);
    for (const phrase of suspicions)
      warnings.push({ file, line: 0, column: '', reason: `reads like an order to the assistant: “${phrase}”` });
    const content_hash = createHash('sha256').update(`${cutterVersion} ${language} `).update(bytes).digest('hex');
    documents.push({ name, title, language, suspicions, passages, content_hash });
  } catch (error) {
    unread.push(name);
    problems.push({ file, line: 0, column: '', reason: (error as Error).message });
  }
}

/** Links may stand for files of the folder, as in a mounted volume: what lies elsewhere on this machine is nobody's to import. */
async function readBounded(folder: string, name: string): Promise<Buffer> {
  const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
  if (!path.startsWith(`${root}${sep}`)) throw new Error('is a link that leads out of the folder');
  const found = await stat(path);
  if (!found.isFile()) throw new Error('is no file');
  if (found.size > mostBytes) throw new Error(`is larger than ${mostBytes / 1024 / 1024} MB`);
  return readFile(path);
}

async function readIfPresent(folder: string, file: string): Promise<Buffer | undefined> {
  try {
    return await readBounded(folder, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ImportError([{ file, line: 0, column: '', reason: (error as Error).message }]);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
