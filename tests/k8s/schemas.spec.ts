import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { idOf, type Manifest } from '../../scripts/manifests/manifest.ts';
import { runTool } from '../../scripts/manifests/tools.ts';
import { mainOf, type Rendered } from './rendered.ts';
import { renderAll } from './value-sets.ts';
import { withTools } from './with-tools.ts';

const ifRendered = await withTools('helm', 'kustomize');
const ifKubeconform = await withTools('helm', 'kustomize', 'kubeconform');

const schemas = fileURLToPath(new URL('schemas', import.meta.url));
const repo = fileURLToPath(new URL('../..', import.meta.url));

/** Where the type of an object comes from; a group that is missing here is an error, never skipped. */
const TYPES: Record<string, string> = {
  v1: 'kubernetes-models/v1',
  'apps/v1': 'kubernetes-models/apps/v1',
  'autoscaling/v2': 'kubernetes-models/autoscaling/v2',
  'batch/v1': 'kubernetes-models/batch/v1',
  'networking.k8s.io/v1': 'kubernetes-models/networking.k8s.io/v1',
  'policy/v1': 'kubernetes-models/policy/v1',
  'keda.sh/v1alpha1': '@kubernetes-models/keda/keda.sh/v1alpha1',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1',
  'gateway.networking.k8s.io/v1': '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1',
  'cert-manager.io/v1': '@kubernetes-models/cert-manager/cert-manager.io/v1',
  // The package knows v1beta1, whose fields v1 took over; the version alone is not compared
  'external-secrets.io/v1': '@kubernetes-models/external-secrets/external-secrets.io/v1beta1',
};
/** Kinds that only their operator defines: kubeconform has no schema of them, the types below have. */
const CUSTOM = [
  'ScaledObject',
  'ServiceMonitor',
  'PrometheusRule',
  'HTTPRoute',
  'ExternalSecret',
  'Certificate',
  'Issuer',
];

const compilerOptions = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  target: 'es2022',
  module: 'nodenext',
  types: [],
};

describe('schemas of rendered objects', () => {
  let all: Rendered[] = [];
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-manifests-'));
    symlinkSync(join(repo, 'node_modules'), join(folder, 'node_modules'));
    if (ifRendered === it) all = await renderAll();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const prod = () => all.find(({ name }) => name === 'overlay prod')!.copy();

  async function conform(name: string, manifests: Manifest[]): Promise<string> {
    const path = join(folder, `${name}.yaml`);
    writeFileSync(path, manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n'));
    const location = join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json');
    const args = ['-strict', '-summary', '-kubernetes-version', '1.34.2', '-schema-location', location];
    const { stdout, stderr } = await runTool('kubeconform', [...args, '-skip', CUSTOM.join(), path]);
    return stdout + stderr;
  }

  ifKubeconform('are those of Kubernetes 1.34 by kubeconform, each object of each set', async () => {
    const manifests = all.flatMap((rendered) => rendered.manifests);
    const skipped = manifests.filter(({ kind }) => CUSTOM.includes(kind)).length;
    expect(await conform('all', manifests)).toContain(
      `Valid: ${manifests.length - skipped}, Invalid: 0, Errors: 0, Skipped: ${skipped}`,
    );
  });

  ifKubeconform('refuse an unknown field and a kind that nobody has named', async () => {
    const spoilt = prod();
    Object.assign(mainOf(spoilt.deployment('agents')), { livenesProbe: {} });
    spoilt.manifests.push({ apiVersion: 'v1', kind: 'Lease', metadata: { name: 'none' } });
    const said = await conform('spoilt', spoilt.manifests);
    expect(said).toContain('livenesProbe');
    expect(said).toContain('could not find schema for Lease');
  });

  /** What the compiler says of objects as constants of their types: it refuses fields that the types do not have. */
  async function typecheck(manifests: Manifest[]): Promise<string> {
    const lines = manifests.map((manifest, index) => {
      const from = TYPES[manifest.apiVersion];
      if (!from) throw new Error(`no types for ${manifest.apiVersion}, ${idOf(manifest)}`);
      const literal = JSON.stringify(manifest, (_, value: unknown) => value ?? undefined, 1);
      const type =
        manifest.apiVersion === 'external-secrets.io/v1'
          ? `Omit<T${index}, 'apiVersion'> & { apiVersion: string }`
          : `T${index}`;
      return `import type { I${manifest.kind} as T${index} } from '${from}';\nexport const o${index}: ${type} = ${literal};`;
    });
    writeFileSync(join(folder, 'objects.ts'), lines.join('\n'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['objects.ts'] }));
    return promisify(execFile)(
      process.execPath,
      [join(repo, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', '-p', folder],
      { maxBuffer: 64 * 1024 * 1024 },
    ).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
  }

  ifRendered('are those of the types of each object, those of operators included', async () => {
    const seen = new Set<string>();
    const different = all
      .flatMap((rendered) => rendered.manifests)
      .filter((manifest) => {
        const text = JSON.stringify(manifest);
        return !seen.has(text) && seen.add(text);
      });
    expect(await typecheck(different)).toBe('');
  });

  ifRendered('refuse what the types do not have', async () => {
    const { manifests } = prod();
    const monitor = structuredClone(manifests.find(({ kind }) => kind === 'ServiceMonitor')!);
    Object.assign(monitor['spec'] as object, { endpoint: [] });
    expect(await typecheck([monitor])).toMatch(/endpoint.+does not exist/);
  });
});
