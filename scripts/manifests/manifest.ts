import { parseAllDocuments } from 'yaml';

/** Any JSON: what these checks ask of it, they check. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [key: string]: unknown;
}

/** YAML 1.1, in which `off` and `no` are booleans and 0440 is octal: what kubectl and Helm read and write. */
export const AS_KUBECTL = { version: '1.1' } as const;

/** `Deployment/parley-gateway`. */
export const idOf = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.name}`;

/** @throws naming the first document that is no YAML */
export function readManifests(text: string): Manifest[] {
  return parseAllDocuments(text, AS_KUBECTL).flatMap((document) => {
    if ('errors' in document && document.errors.length > 0) throw new Error(document.errors[0]!.message);
    const value = document.toJS() as Manifest | null;
    return value === null ? [] : [value];
  });
}

/** In the order in which a cluster can take them, then by name: the same objects give the same text. */
export function sortManifests(manifests: Manifest[]): Manifest[] {
  const rank = (kind: string): number => {
    const index = ORDER.indexOf(kind);
    return index === -1 ? ORDER.length : index;
  };
  return manifests.toSorted((a, b) => rank(a.kind) - rank(b.kind) || idOf(a).localeCompare(idOf(b), 'en'));
}

const ORDER = [
  'Namespace',
  'ServiceAccount',
  'Secret',
  'ExternalSecret',
  'Certificate',
  'ConfigMap',
  'NetworkPolicy',
  'Service',
  'Job',
  'Deployment',
  'HorizontalPodAutoscaler',
  'ScaledObject',
  'PodDisruptionBudget',
  'Ingress',
  'HTTPRoute',
  'ServiceMonitor',
  'PrometheusRule',
];
