// npm run dashboards [-- --check]: writes k8s/dashboards, or says which of them are not as they would be written.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boards } from './boards.ts';
import { toGrafana } from './to-grafana.ts';

const folder = join(import.meta.dirname, '..', '..', 'k8s', 'dashboards');
mkdirSync(folder, { recursive: true });
const files = new Map(
  boards.map((board) => [`${board.name}.json`, `${JSON.stringify(toGrafana(board), undefined, 2)}\n`]),
);
const strangers = readdirSync(folder).filter((name) => !files.has(name));
const stale = [...files].filter(([name, text]) => {
  const path = join(folder, name);
  return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});
const different = [...strangers, ...stale.map(([name]) => name)].toSorted();
if (!process.argv.includes('--check')) {
  for (const name of strangers) rmSync(join(folder, name));
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
} else if (different.length > 0) {
  process.stdout.write(`run "npm run dashboards"; these differ:\n${different.join('\n')}\n`);
  process.exitCode = 1;
}
