// Writes tests/k8s/schemas from the API of a Kubernetes release, for kubeconform without a network:
//   go mod download -json k8s.io/kubernetes@v1.34.2     names the folder
//   node scripts/manifests/vendor-schemas.ts <folder>/api/openapi-spec/swagger.json
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Definition {
  [key: string]: unknown;
  properties?: Record<string, Record<string, unknown>>;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

const KINDS = [
  'ConfigMap v1',
  'CronJob batch/v1',
  'Deployment apps/v1',
  'HorizontalPodAutoscaler autoscaling/v2',
  'Ingress networking.k8s.io/v1',
  'Job batch/v1',
  'Namespace v1',
  'NetworkPolicy networking.k8s.io/v1',
  'Pod v1',
  'PodDisruptionBudget policy/v1',
  'Secret v1',
  'Service v1',
  'ServiceAccount v1',
];

const folder = fileURLToPath(new URL('../../tests/k8s/schemas', import.meta.url));
const swagger = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as { definitions: Record<string, Definition> };
const kept = new Map<string, unknown>();

function keep(name: string): void {
  if (kept.has(name)) return;
  const definition = swagger.definitions[name]!;
  kept.set(name, undefined); // definitions may hold themselves
  kept.set(name, strict(definition));
}

/** Without what only people read, and refusing fields that the API does not know. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if ((key === 'description' && typeof inner === 'string') || key.startsWith('x-kubernetes-')) return [];
    if (key === '$ref') {
      const name = String(inner).replace('#/definitions/', '');
      keep(name);
      return [['$ref', `#/definitions/${name}`]];
    }
    if (key === 'format' && inner === 'int-or-string') return [];
    return [[key, strict(inner)]];
  });
  const result = Object.fromEntries(entries);
  if ('format' in value && value.format === 'int-or-string')
    return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  if (typeof result['properties'] === 'object' && !('additionalProperties' in result))
    result['additionalProperties'] = false;
  return result;
}

mkdirSync(folder, { recursive: true });
for (const line of KINDS) {
  const [kind, apiVersion] = line.split(' ') as [string, string];
  const [version, group = ''] = apiVersion.split('/').reverse() as [string, string?];
  const found = Object.entries(swagger.definitions).find(([, definition]) =>
    definition['x-kubernetes-group-version-kind']?.some(
      (id) => id.kind === kind && id.version === version && id.group === group,
    ),
  );
  if (!found) throw new Error(`this release has no ${line}`);
  keep(found[0]);
  const file = [kind, group.split('.')[0], version].filter(Boolean).join('-').toLowerCase();
  writeFileSync(
    join(folder, `${file}.json`),
    `${JSON.stringify({ $ref: `_definitions.json#/definitions/${found[0]}` })}\n`,
  );
}
const definitions = Object.fromEntries([...kept].sort(([a], [b]) => a.localeCompare(b, 'en')));
const lines = Object.entries(definitions).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
writeFileSync(join(folder, '_definitions.json'), `{"definitions":{\n${lines.join(',\n')}\n}}\n`);
