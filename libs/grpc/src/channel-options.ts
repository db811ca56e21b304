import type { ClientOptions } from '@grpc/grpc-js';
import { type Backoff, type Edge, type EdgeName, edges } from '#libs/resilience';
import { fullName, type ServiceDefinition } from './contract.js';

/** A message with a batch of 1,000 webhook items, raw text included, is larger than gRPC's 4 MiB. */
export const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * Spreads calls over all addresses, notices dead connections, and repeats what the table of edges gives to gRPC. Deadlines
 * are not here: every call carries its own.
 */
export function channelOptions<S extends ServiceDefinition>(
  service: S,
  edgeOf: Partial<Record<keyof S & string, EdgeName>>,
): ClientOptions {
  const methodConfig = Object.entries<EdgeName | undefined>(edgeOf).flatMap(([rpc, name]) => {
    const { attempts, retries, backoff }: Edge = edges[name!];
    if (retries !== 'grpc' || !backoff) return [];
    const method = service[rpc]!.path.split('/')[2];
    return [
      {
        name: [{ service: fullName(service), method }],
        retryPolicy: { ...retryPolicy(backoff), maxAttempts: attempts },
      },
    ];
  });
  return {
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }], methodConfig }),
    'grpc.service_config_disable_resolution': 1,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1_000, // a restarted peer is found again within its takeover time
    // A peer that is frozen, or gone with its node, is left out after 3 to 5 s
    'grpc.keepalive_time_ms': 2_000,
    'grpc.keepalive_timeout_ms': 3_000,
    'grpc.keepalive_permit_without_calls': 1,
    'grpc.enable_http_proxy': 0, // peers are inside, whatever the environment says of proxies
    'grpc.enable_channelz': 0,
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  };
}

const retryPolicy = ({ firstMs, maxMs }: Backoff) => ({
  initialBackoff: `${firstMs / 1_000}s`,
  maxBackoff: `${maxMs / 1_000}s`,
  backoffMultiplier: 2,
  retryableStatusCodes: ['UNAVAILABLE'],
});
