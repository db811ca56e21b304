import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Gauge, register } from 'prom-client';

/** The version of this installation, by the package.json above this file, wherever that was built to. */
function readVersion(folder: string): string {
  const path = join(folder, 'package.json');
  if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as { version?: string }).version ?? 'unknown';
  return folder === dirname(folder) ? 'unknown' : readVersion(dirname(folder));
}

new Gauge({
  name: 'parley_info',
  help: 'Always 1; its label is the version of the service',
  labelNames: ['version'] as const,
  registers: [register],
}).set({ version: readVersion(import.meta.dirname) }, 1);
