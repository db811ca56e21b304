/**
 * One row for each call that leaves a process. `attempts` counts the first one; `retries` names the one layer that
 * repeats the call.
 */
export interface Edge {
  /** Whole call, attempts included. */
  deadlineMs: number;
  attempts: number;
  retries: 'grpc' | 'work' | 'sdk' | 'caller' | 'none';
}

const row = (edge: Edge): Edge => edge;

export const edges = {
  // Meta waits for the answer to a webhook: 2 s in all
  'gateway.orchestrator.acceptMessages': row({ deadlineMs: 1_800, attempts: 3, retries: 'grpc' }),
  'gateway.notifier.recordStatuses': row({ deadlineMs: 1_800, attempts: 3, retries: 'grpc' }),
  // What operators see and do; every change has a key, so that a repeat changes nothing
  'gateway.orchestrator.readConversations': row({ deadlineMs: 3_000, attempts: 3, retries: 'grpc' }),
  'gateway.orchestrator.changeConversation': row({ deadlineMs: 5_000, attempts: 3, retries: 'grpc' }),
  // Through all services
  'gateway.orchestrator.erase': row({ deadlineMs: 20_000, attempts: 1, retries: 'none' }),
  // Opened again when it ends
  'gateway.orchestrator.watchConversations': row({ deadlineMs: 3_600_000, attempts: 1, retries: 'none' }),
  'gateway.notifier.get': row({ deadlineMs: 2_000, attempts: 3, retries: 'grpc' }),
  // Reads of what never changes under its name
  'gateway.agents.resolveSite': row({ deadlineMs: 2_000, attempts: 3, retries: 'grpc' }),
  'gateway.agents.readBlobs': row({ deadlineMs: 5_000, attempts: 3, retries: 'grpc' }),
  // Every change has a key or changes nothing the second time
  'gateway.orchestrator.readBuilds': row({ deadlineMs: 3_000, attempts: 3, retries: 'grpc' }),
  'gateway.orchestrator.changeBuild': row({ deadlineMs: 10_000, attempts: 3, retries: 'grpc' }),
  // A change may ask a model what it touches
  'gateway.orchestrator.commissionBuild': row({ deadlineMs: 20_000, attempts: 1, retries: 'none' }),
  // Opened again when it ends
  'gateway.orchestrator.watchBuild': row({ deadlineMs: 3_600_000, attempts: 1, retries: 'none' }),
  // Replays whole webhooks
  'operator.gateway.quarantine': row({ deadlineMs: 30_000, attempts: 1, retries: 'none' }),
  'operator.orchestrator.setAside': row({ deadlineMs: 5_000, attempts: 3, retries: 'grpc' }),
  'orchestrator.classifier.classify': row({ deadlineMs: 2_500, attempts: 1, retries: 'none' }),
  'classifier.agents.listAgents': row({ deadlineMs: 2_000, attempts: 1, retries: 'none' }),
  // A cap: each run carries what is left of its turn
  'orchestrator.agents.execute': row({ deadlineMs: 300_000, attempts: 1, retries: 'work' }),
  // A cap: each phase of a build carries its own timeout
  'orchestrator.agents.runPhase': row({ deadlineMs: 3_605_000, attempts: 1, retries: 'work' }),
  'orchestrator.agents.listAgents': row({ deadlineMs: 2_000, attempts: 1, retries: 'work' }),
  'orchestrator.notifier.send': row({ deadlineMs: 3_000, attempts: 1, retries: 'work' }),
  'orchestrator.notifier.markRead': row({ deadlineMs: 3_000, attempts: 1, retries: 'none' }),
  'orchestrator.notifier.cancel': row({ deadlineMs: 3_000, attempts: 3, retries: 'grpc' }),
  // Repeated by the work of erasing
  'orchestrator.notifier.erase': row({ deadlineMs: 10_000, attempts: 1, retries: 'work' }),
  'orchestrator.agents.erase': row({ deadlineMs: 10_000, attempts: 1, retries: 'work' }),
  'orchestrator.notifier.findSent': row({ deadlineMs: 3_000, attempts: 3, retries: 'grpc' }),
  // Holds the attempts of notifier.whatsapp.media and the wait for a free place
  'orchestrator.notifier.downloadMedia': row({ deadlineMs: 60_000, attempts: 1, retries: 'none' }),
  'orchestrator.speech.transcribe': row({ deadlineMs: 30_000, attempts: 2, retries: 'caller' }),
  // Ambiguous results are resolved by the notifier's protocol, never by repeating
  'notifier.whatsapp.send': row({ deadlineMs: 10_000, attempts: 1, retries: 'work' }),
  'notifier.whatsapp.markRead': row({ deadlineMs: 5_000, attempts: 1, retries: 'none' }),
  // One attempt is both steps of a download
  'notifier.whatsapp.media': row({ deadlineMs: 20_000, attempts: 3, retries: 'caller' }),
  // One attempt at start for each number and call; setting the same menu again is harmless
  'notifier.whatsapp.menu': row({ deadlineMs: 5_000, attempts: 4, retries: 'caller' }),
  // A cap: each call carries what is left of its run
  'agents.model.messages': row({ deadlineMs: 300_000, attempts: 2, retries: 'sdk' }),
  // A cap: each server has its own timeout. What it did is known by its key, and looked at before it is done again
  'agents.mcp.call': row({ deadlineMs: 300_000, attempts: 1, retries: 'none' }),
  'service.redis.command': row({ deadlineMs: 250, attempts: 1, retries: 'none' }),
} satisfies Record<string, Edge>;

export type EdgeName = keyof typeof edges;
