import type { INetworkPolicyPeer, INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1';
import type { IPodTemplateSpec } from 'kubernetes-models/v1';
import { containersOf, covers, type Rendered } from './rendered.ts';

/**
 * Whether the policies let one pod open a connection to a port of another in the same namespace: both sides must allow it.
 * A side that no policy of its direction selects is open, as on a cluster.
 */
export function isReachable(rendered: Rendered, from: IPodTemplateSpec, to: IPodTemplateSpec, port: number): boolean {
  const allows = (own: IPodTemplateSpec, direction: 'Ingress' | 'Egress'): boolean => {
    const policies = rendered.policies.filter(
      ({ spec }) =>
        covers(spec!.podSelector?.matchLabels ?? {}, own.metadata?.labels) && spec!.policyTypes?.includes(direction),
    );
    const rules = policies.flatMap(({ spec }): { peers: INetworkPolicyPeer[]; ports: INetworkPolicyPort[] }[] =>
      direction === 'Ingress'
        ? (spec!.ingress ?? []).map((rule) => ({ peers: rule.from ?? [], ports: rule.ports ?? [] }))
        : (spec!.egress ?? []).map((rule) => ({ peers: rule.to ?? [], ports: rule.ports ?? [] })),
    );
    const other = direction === 'Ingress' ? from : to;
    return (
      policies.length === 0 ||
      rules.some(
        ({ peers, ports }) =>
          peers.some((peer) => covers(peer.podSelector?.matchLabels, other.metadata?.labels)) &&
          ports.some((one) => one.protocol !== 'UDP' && numberOf(one.port, to) === port),
      )
    );
  };
  return allows(from, 'Egress') && allows(to, 'Ingress');
}

const numberOf = (port: INetworkPolicyPort['port'], pod: IPodTemplateSpec): number | undefined =>
  typeof port === 'number'
    ? port
    : containersOf(pod)
        .flatMap(({ ports = [] }) => ports)
        .find(({ name }) => name === port)?.containerPort;
