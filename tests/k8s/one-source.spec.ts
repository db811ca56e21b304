import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { baseFiles, forKubectl } from '../../scripts/manifests/base-files.ts';
import { chartFiles } from '../../scripts/manifests/chart-files.ts';
import { diffManifests } from '../../scripts/manifests/diff-manifests.ts';
import { idOf, type Json, sortManifests } from '../../scripts/manifests/manifest.ts';
import { k8s, OVERLAYS, renderForKubectl, renderOverlay, valuesOf } from '../../scripts/manifests/render.ts';
import { withTools } from './with-tools.ts';

const ifHelm = await withTools('helm');
const ifBoth = await withTools('helm', 'kustomize');

const differing = (files: Map<string, string>): string[] =>
  [...files].flatMap(([path, text]) => {
    const target = join(k8s, path);
    return existsSync(target) && readFileSync(target, 'utf8') === text ? [] : [`k8s/${path}: npm run generate:k8s`];
  });

describe('one source of the manifests', () => {
  it('gives the chart what the tables of the code say', () => {
    expect(differing(chartFiles())).toEqual([]);
  });

  ifHelm('renders base and overlays from the chart, and nothing else stands there', async () => {
    const files = await baseFiles();
    expect(differing(files)).toEqual([]);
    const standing = ['base', 'overlays'].flatMap((folder) =>
      readdirSync(join(k8s, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(k8s, join(entry.parentPath, entry.name))),
    );
    expect(standing.sort()).toEqual([...files.keys()].sort());
  });

  describe.each(OVERLAYS)('%s', (overlay) => {
    ifBoth('is the same by kubectl and by Helm', async () => {
      const [byKubectl, byHelm] = await Promise.all([
        renderOverlay(overlay),
        renderForKubectl(['--values', valuesOf(overlay)]),
      ]);
      const namespaces = byKubectl.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace);
      expect(new Set(namespaces)).toEqual(new Set(['parley']));
      const left = sortManifests(byKubectl.map(forKubectl));
      const right = sortManifests(byHelm.map(forKubectl));
      expect(left.map(idOf)).toEqual(right.map(idOf));
      const differences = left.flatMap((manifest, index) =>
        diffManifests(manifest as Json, right[index] as Json).map((operation) => ({ in: idOf(manifest), operation })),
      );
      expect(differences).toEqual([]);
    });
  });

  it('sees an object that differs in one field', () => {
    const [one, other] = [{ spec: { ports: [{ port: 1 }] } }, { spec: { ports: [{ port: 2 }] } }];
    expect(diffManifests(one, other)).toEqual([{ op: 'replace', path: '/spec/ports/0/port', value: 2 }]);
    expect(diffManifests(one, structuredClone(one))).toEqual([]);
  });
});
