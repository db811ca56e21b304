import { join } from 'node:path';
import { chart, OVERLAYS, renderForKubectl, renderOverlay } from '../../scripts/manifests/render.ts';
import { Rendered } from './rendered.ts';

/** Ways to install that differ from the overlays, in k8s/chart/ci. */
export const VALUE_SETS = ['keda-gateway-api', 'cpu-only', 'bare', 'digests', 'own-names'] as const;

/** What each overlay renders by kubectl, and each set of values by Helm. */
export async function renderAll(): Promise<Rendered[]> {
  return Promise.all([
    ...OVERLAYS.map(
      async (overlay) => new Rendered(`overlay ${overlay}`, await renderOverlay(overlay), overlay === 'dev'),
    ),
    ...VALUE_SETS.map(
      async (name) =>
        new Rendered(
          `values ${name}`,
          await renderForKubectl(['--values', join(chart, 'ci', `${name}-values.yaml`)]),
          false,
        ),
    ),
  ]);
}
