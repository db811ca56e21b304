import type { ServerOptions } from '@grpc/grpc-js';
import { type Edge, edges } from '#libs/resilience';
import { MAX_MESSAGE_BYTES } from './channel-options.js';
import { fullName, type ServiceDefinition } from './contract.js';

/** What a call may be late by: of its deadline the caller knows first. */
const MARGIN_MS = 10_000;
/** Of one caller at once; more wait at the caller, within their deadlines. */
const MAX_STREAMS = 4_096;

/**
 * Ends each connection after a while, for callers that would stay with one replica for ever; calls under way are finished on
 * it first, so none of them, however long, is cut by its connection's age.
 * @param maxAgeMs 0 for never
 */
export function serverOptions(serves: readonly ServiceDefinition[], maxAgeMs: number): ServerOptions {
  return {
    ...(maxAgeMs > 0 && {
      'grpc.max_connection_age_ms': maxAgeMs,
      'grpc.max_connection_age_grace_ms': longestCallMs(serves) + MARGIN_MS,
    }),
    // A caller that is gone without a word, whose streams would stay
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.max_concurrent_streams': MAX_STREAMS,
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    'grpc.enable_channelz': 0,
  };
}

/** The longest deadline that anybody has for a call to this peer. */
function longestCallMs(serves: readonly ServiceDefinition[]): number {
  const peers = new Set(serves.map((service) => fullName(service).split('.')[0]));
  const deadlines = Object.entries<Edge>(edges)
    .filter(([name]) => peers.has(name.split('.')[1]))
    .map(([, { deadlineMs }]) => deadlineMs);
  return Math.max(0, ...deadlines);
}
