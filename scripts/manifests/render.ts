import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Manifest, readManifests } from './manifest.ts';
import { runTool } from './tools.ts';

export const k8s = fileURLToPath(new URL('../../k8s', import.meta.url));
export const chart = join(k8s, 'chart');
export const OVERLAYS = ['dev', 'staging', 'prod'] as const;
export type Overlay = (typeof OVERLAYS)[number];

export const valuesOf = (overlay: Overlay): string => join(chart, `values-${overlay}.yaml`);

/** What Helm would install, without a cluster. @throws with what Helm says when it refuses */
export async function renderChart(args: string[]): Promise<Manifest[]> {
  const { stdout, stderr, failed } = await runTool('helm', [
    'template',
    'parley',
    chart,
    '--namespace',
    'parley',
    '--kube-version',
    '1.34.0',
    ...args,
  ]);
  if (failed) throw new Error(stderr);
  return readManifests(stdout);
}

/** What `kubectl apply -k` would apply. */
export async function renderOverlay(overlay: Overlay): Promise<Manifest[]> {
  const { stdout, stderr, failed } = await runTool('kustomize', ['build', join(k8s, 'overlays', overlay)]);
  if (failed) throw new Error(stderr);
  return readManifests(stdout);
}

/** Helm creates no namespace that it installs into, and its tests are for `helm test`: kubectl has the one and not the other. */
export async function renderForKubectl(args: string[]): Promise<Manifest[]> {
  const manifests = await renderChart(['--set', 'namespace.create=true', ...args]);
  return manifests.filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined);
}
