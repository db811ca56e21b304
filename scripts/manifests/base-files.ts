import { stringify } from 'yaml';
import { SERVICES } from '../launcher/plan/service-table.ts';
import { diffManifests } from './diff-manifests.ts';
import { AS_KUBECTL, idOf, type Json, type Manifest, sortManifests } from './manifest.ts';
import { OVERLAYS, type Overlay, renderForKubectl, valuesOf } from './render.ts';

const HEADER = '# Rendered from k8s/chart by npm run generate:k8s; an overlay of your own changes it.\n';

/** Paths under k8s/ and contents of what kubectl applies: the chart's defaults, and what each overlay's values change in them. */
export async function baseFiles(): Promise<Map<string, string>> {
  const base = (await renderForKubectl([])).map(forKubectl);
  const files = new Map<string, string>();
  for (const [name, manifests] of byFile(base)) files.set(`base/${name}.yaml`, toYaml(manifests));
  files.set(
    'base/kustomization.yaml',
    kustomization({ resources: [...byFile(base).keys()].map((name) => `${name}.yaml`) }),
  );
  for (const overlay of OVERLAYS) {
    for (const [path, text] of await overlayFiles(base, overlay)) files.set(`overlays/${overlay}/${path}`, text);
  }
  return files;
}

async function overlayFiles(base: Manifest[], overlay: Overlay): Promise<[string, string][]> {
  const wanted = (await renderForKubectl(['--values', valuesOf(overlay)])).map(forKubectl);
  const inBase = new Map(base.map((manifest) => [idOf(manifest), manifest]));
  const inOverlay = new Set(wanted.map(idOf));
  const added = wanted.filter((manifest) => !inBase.has(idOf(manifest)));
  const removals = base.filter((manifest) => !inOverlay.has(idOf(manifest))).map(removal);
  const changes = wanted.flatMap((manifest) => {
    const operations = diffManifests(inBase.get(idOf(manifest)) as Json | undefined, manifest as Json);
    if (operations.length === 0 || !inBase.has(idOf(manifest))) return [];
    return [{ target: targetOf(manifest), patch: stringify(operations, FORMAT) }];
  });
  const additions: [string, string][] = added.length === 0 ? [] : [['additions.yaml', toYaml(added)]];
  const resources = ['../../base', ...additions.map(([path]) => path)];
  return [['kustomization.yaml', kustomization({ resources, patches: [...removals, ...changes] })], ...additions];
}

const removal = (manifest: Manifest) => ({
  patch: stringify(
    {
      apiVersion: manifest.apiVersion,
      kind: manifest.kind,
      metadata: { name: manifest.metadata.name },
      $patch: 'delete',
    },
    FORMAT,
  ),
});

function targetOf({ apiVersion, kind, metadata }: Manifest) {
  const [version, group] = apiVersion.split('/').reverse();
  return { ...(group && { group }), version, kind, name: metadata.name };
}

const FORMAT = { ...AS_KUBECTL, lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: false };

const kustomization = (parts: Record<string, unknown>): string =>
  HEADER +
  stringify(
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', namespace: 'parley', ...parts },
    FORMAT,
  );

const toYaml = (manifests: Manifest[]): string =>
  HEADER + manifests.map((manifest) => stringify(manifest, FORMAT)).join('---\n');

/** One file for each service, with everything that is its own. */
function byFile(manifests: Manifest[]): Map<string, Manifest[]> {
  const files = new Map<string, Manifest[]>();
  for (const manifest of sortManifests(manifests)) {
    const name = fileOf(manifest);
    files.set(name, [...(files.get(name) ?? []), manifest]);
  }
  return new Map([...files].sort(([a], [b]) => a.localeCompare(b, 'en')));
}

function fileOf({ kind, metadata }: Manifest): string {
  const component = metadata.labels?.['app.kubernetes.io/component'] ?? '';
  const service = SERVICES.find((name) => component === name || component.startsWith(`${name}-`));
  if (service) return service;
  if (kind === 'Namespace') return 'namespace';
  return kind === 'NetworkPolicy' ? 'network' : 'monitoring';
}

/** Kustomize says the namespace itself, and who manages the objects is no longer Helm. */
export function forKubectl(manifest: Manifest): Manifest {
  const text = JSON.stringify(manifest).replaceAll(
    '"app.kubernetes.io/managed-by":"Helm"',
    '"app.kubernetes.io/managed-by":"kustomize"',
  );
  const copy = JSON.parse(text) as Manifest;
  delete copy.metadata.namespace;
  return copy;
}
