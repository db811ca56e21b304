// npm run generate:k8s: writes what the chart takes from the code, then renders the manifests for kubectl from the chart.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { baseFiles } from './base-files.ts';
import { chartFiles } from './chart-files.ts';
import { k8s } from './render.ts';

function write(files: Map<string, string>): void {
  for (const [path, text] of files) {
    const target = join(k8s, path);
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    process.stdout.write(`wrote k8s/${path}\n`);
  }
}

write(chartFiles());
const rendered = await baseFiles();
write(rendered);
for (const folder of ['base', 'overlays']) {
  for (const entry of readdirSync(join(k8s, folder), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !rendered.has(relative(k8s, path))) rmSync(path);
  }
}
