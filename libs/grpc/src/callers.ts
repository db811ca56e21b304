/** A service, or whoever holds the certificate for operators' commands. */
export type Caller = 'gateway' | 'orchestrator' | 'classifier' | 'operator';

const GATEWAY: readonly Caller[] = ['gateway'];
const ORCHESTRATOR: readonly Caller[] = ['orchestrator'];
const OPERATOR: readonly Caller[] = ['operator'];

/** Who may call what, by service and rpc; what nobody calls, nobody may. */
export const callers: Record<string, Record<string, readonly Caller[]>> = {
  'agents.v1.AgentService': {
    ListAgents: ['orchestrator', 'classifier'],
    Execute: ORCHESTRATOR,
    EraseContact: ORCHESTRATOR,
  },
  'agents.v1.ArtifactService': { ReadBlobs: GATEWAY, ResolveSite: GATEWAY, PublishSite: ORCHESTRATOR },
  'classifier.v1.ClassifierService': { Classify: ORCHESTRATOR },
  'gateway.v1.QuarantineService': { ListQuarantined: OPERATOR, Replay: OPERATOR },
  'notifier.v1.NotifierService': {
    Send: ORCHESTRATOR,
    MarkRead: ORCHESTRATOR,
    RecordStatuses: GATEWAY,
    Get: GATEWAY,
    FindSent: ORCHESTRATOR,
    Cancel: ORCHESTRATOR,
    DownloadMedia: ORCHESTRATOR,
    EraseConversation: ORCHESTRATOR,
    RecordConsent: ORCHESTRATOR,
    ListOptOuts: ORCHESTRATOR,
  },
  'orchestrator.v1.ConversationService': {
    AcceptMessages: GATEWAY,
    ListSetAside: OPERATOR,
    ReplayTurns: ['gateway', 'operator'],
    ListConversations: GATEWAY,
    GetConversation: GATEWAY,
    WatchConversations: GATEWAY,
    TakeOver: GATEWAY,
    HandBack: GATEWAY,
    SendAsHuman: GATEWAY,
    MarkSeen: GATEWAY,
    Erase: GATEWAY,
  },
  'orchestrator.v1.BuildService': {
    StartBuild: GATEWAY,
    RefineBuild: GATEWAY,
    CancelBuild: GATEWAY,
    ResumeBuild: GATEWAY,
    RollbackBuild: GATEWAY,
    RetryPhase: GATEWAY,
    SkipPhase: GATEWAY,
    ApprovePhase: GATEWAY,
    GetBuild: GATEWAY,
    ListBuilds: GATEWAY,
    ListBuildEvents: GATEWAY,
    WatchBuild: GATEWAY,
  },
};

const byPath = new Map<string, ReadonlySet<string>>(
  Object.entries(callers).flatMap(([service, rpcs]) =>
    Object.entries(rpcs).map(([rpc, who]) => [`/${service}/${rpc}`, new Set<string>(who)]),
  ),
);

/** Whether the holder of an identity may call `path`; health is anybody's who has a certificate. */
export function mayCall(identity: string | undefined, path: string): boolean {
  if (path.startsWith('/grpc.health.v1.Health/')) return true;
  return identity !== undefined && (byPath.get(path)?.has(identity) ?? false);
}
