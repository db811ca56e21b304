import type { Backoff, BreakerRow, Bulkhead, Edge } from './edge.js';

/**
 * A restarted peer is found again within a second: a longer pause would add to that. Five moments are at least a second in
 * which no replica of it answered anything: the end of one replica, with all that it had under way, opens nothing.
 */
const service: BreakerRow = { failures: 5, momentMs: 250, halfOpenAfterMs: 500, per: 'service' };
/** What people outside run needs longer to be well again. */
const server: BreakerRow = { failures: 5, halfOpenAfterMs: 10_000, per: 'server' };

const rpc: Backoff = { firstMs: 100, maxMs: 500 };
const file: Backoff = { firstMs: 200, maxMs: 3_000 };

/** Calls of rpcs are batched before they are made: this many are never reached by a process that is well. */
const rpcs: Bulkhead = { atOnce: 256, waiting: 1_024 };
const bound = (name: string): Bulkhead => ({ bound: name });

const row = (edge: Edge): Edge => edge;
/** An rpc that gRPC repeats. */
const repeated = (deadlineMs: number): Edge => ({
  deadlineMs,
  attempts: 3,
  retries: 'grpc',
  backoff: rpc,
  breaker: service,
  bulkhead: rpcs,
});
/** An rpc that nobody repeats, or the work that it belongs to. */
const single = (deadlineMs: number, retries: 'none' | 'work' = 'none'): Edge => ({
  deadlineMs,
  attempts: 1,
  retries,
  breaker: service,
  bulkhead: rpcs,
});
/** Open for as long as somebody listens, and opened again by them: without a breaker, which would count a quiet end. */
const watched = (): Edge => ({
  deadlineMs: 3_600_000,
  attempts: 1,
  retries: 'none',
  breaker: 'none',
  bulkhead: { atOnce: 1_000, waiting: 0 },
});

export const edges = {
  // Meta waits for the answer to a webhook: 2 s in all
  'gateway.orchestrator.acceptMessages': repeated(1_800),
  'gateway.notifier.recordStatuses': repeated(1_800),
  // What operators see and do; every change has a key, so that a repeat changes nothing
  'gateway.orchestrator.readConversations': repeated(3_000),
  'gateway.orchestrator.changeConversation': repeated(5_000),
  // Through all services
  'gateway.orchestrator.erase': row({ ...single(20_000), breaker: 'none' }),
  'gateway.orchestrator.watchConversations': watched(),
  'gateway.notifier.get': repeated(2_000),
  // Reads of what never changes under its name
  'gateway.agents.resolveSite': repeated(2_000),
  'gateway.agents.readBlobs': repeated(5_000),
  // Every change has a key or changes nothing the second time
  'gateway.orchestrator.readBuilds': repeated(3_000),
  'gateway.orchestrator.changeBuild': repeated(10_000),
  // A change may ask a model what it touches
  'gateway.orchestrator.commissionBuild': single(20_000),
  'gateway.orchestrator.watchBuild': watched(),
  // Replays whole webhooks. An operator's command is one process with one call: it has nothing to open for
  'operator.gateway.quarantine': row({ ...single(30_000), breaker: 'none' }),
  'operator.orchestrator.setAside': row({ ...repeated(5_000), breaker: 'none' }),
  'orchestrator.classifier.classify': single(2_500),
  'classifier.agents.listAgents': single(2_000),
  // A cap: each run carries what is left of its turn
  'orchestrator.agents.execute': row({ ...single(300_000, 'work'), bulkhead: bound('work:conversations') }),
  // A cap: each phase of a build carries its own timeout
  'orchestrator.agents.runPhase': row({ ...single(3_605_000, 'work'), bulkhead: bound('work:phases') }),
  'orchestrator.agents.listAgents': single(2_000, 'work'),
  // Told without the address where nobody answers
  'orchestrator.agents.publishSite': single(3_000),
  'orchestrator.notifier.send': single(3_000, 'work'),
  'orchestrator.notifier.markRead': single(3_000),
  'orchestrator.notifier.cancel': repeated(3_000),
  // Repeated by the work of erasing
  'orchestrator.notifier.erase': single(10_000, 'work'),
  'orchestrator.agents.erase': single(10_000, 'work'),
  'orchestrator.notifier.findSent': repeated(3_000),
  // Holds the attempts of notifier.whatsapp.media and the wait for a free place; its failures are mostly that edge's
  'orchestrator.notifier.downloadMedia': row({ ...single(60_000), breaker: 'none' }),
  'orchestrator.speech.transcribe': row({
    deadlineMs: 30_000,
    attempts: 2,
    retries: 'caller',
    backoff: file,
    breaker: server,
    bulkhead: { atOnce: 8, waiting: 256 },
  }),
  // Ambiguous results are resolved by the notifier's protocol, never by repeating
  'notifier.whatsapp.send': row({
    deadlineMs: 10_000,
    attempts: 1,
    retries: 'work',
    breaker: { failures: 3, halfOpenAfterMs: 30_000, per: 'number' },
    bulkhead: bound('work:outbox'),
  }),
  // A sign of life, worth nothing when it is late
  'notifier.whatsapp.markRead': row({
    deadlineMs: 5_000,
    attempts: 1,
    retries: 'none',
    breaker: 'none',
    bulkhead: bound('whatsapp:marks'),
  }),
  // One attempt is both steps of a download
  'notifier.whatsapp.media': row({
    deadlineMs: 20_000,
    attempts: 3,
    retries: 'caller',
    backoff: file,
    breaker: server,
    bulkhead: { atOnce: 8, waiting: 256 },
  }),
  // One attempt at start for each number and call, where the API may be slower to come up; the same menu again is harmless
  'notifier.whatsapp.menu': row({
    deadlineMs: 5_000,
    attempts: 4,
    retries: 'caller',
    backoff: { firstMs: 1_000, maxMs: 4_000 },
    breaker: 'none',
    bulkhead: { atOnce: 1, waiting: 0 },
  }),
  // A cap: each call carries what is left of its run
  'agents.model.messages': row({
    deadlineMs: 300_000,
    attempts: 2,
    retries: 'sdk',
    backoff: { firstMs: 500, maxMs: 8_000 },
    breaker: { failures: 5, halfOpenAfterMs: 60_000, per: 'model' },
    bulkhead: bound('model'),
  }),
  // A cap: each server has its own timeout. What it did is known by its key, and looked at before it is done again
  'agents.mcp.call': row({
    deadlineMs: 300_000,
    attempts: 1,
    retries: 'none',
    breaker: server,
    bulkhead: bound('mcp'),
  }),
  // Nothing but a cache is lost: short, so that a Redis that is back is used at once
  'service.redis.command': row({
    deadlineMs: 250,
    attempts: 1,
    retries: 'none',
    breaker: { failures: 5, halfOpenAfterMs: 2_000, per: 'server' },
    bulkhead: bound('redis'),
  }),
} satisfies Record<string, Edge>;

export type EdgeName = keyof typeof edges;
