/** Series as promtool writes them, a value a minute from the beginning. */
type Series = readonly string[];

export interface AlertCase {
  alert: string;
  /** What tells it from other cases of the same alert. */
  what?: string;
  /** Some minutes of trouble, at whose end it fires. */
  sick: Series;
  /** What looks much the same and calls nobody. */
  well: Series;
  /** Minutes after which is asked. */
  at: number;
}

/** A counter that goes up by so much a minute, or in all the minutes of a phase and not after it. */
const up = (name: string, perMinute: number, minutes = 240): string => `${name} 0+${perMinute}x${minutes}`;
const still = (name: string, value: number, minutes = 240): string => `${name} ${value}x${minutes}`;

const turns = 'messages_processed_total{service="orchestrator",type="text",status="answered"}';
const setAside = 'messages_processed_total{service="orchestrator",type="any",status="set_aside"}';
const inTime = (le: string) => `message_processing_duration_seconds_bucket{service="orchestrator",le="${le}"}`;
const sends = 'notifier_send_duration_seconds_count{service="notifier"}';
const webhooks = (status: number) => `gateway_webhooks_total{service="gateway",status="${status}"}`;
const info = (service: string) => still(`parley_info{service="${service}",version="1.0.0"}`, 1, 60);
const five = ['gateway', 'orchestrator', 'classifier', 'agents', 'notifier'];
const circuit = (edge: string, values: string) =>
  `circuit_state{service="notifier",edge="${edge}",upstream="u"} ${values}`;
const modelCalls = (status: string) => `api_requests_total{service="model",method="messages",status="${status}"}`;
const cost = 'agent_cost_usd_total{service="agents",agent_type="sales",model="m"}';

const promises: AlertCase[] = [
  {
    alert: 'PromiseBreaks',
    what: 'turns take longer than 30 s',
    sick: [up(turns, 100), up(inTime('30'), 80)],
    well: [up(turns, 100), up(inTime('30'), 99.5)],
    at: 120,
  },
  {
    alert: 'PromiseBreaks',
    what: 'bounds of buckets are written as Prometheus 3 does',
    sick: [up(turns, 100), up(inTime('30.0'), 80)],
    well: [up(turns, 100), up(inTime('30.0'), 100)],
    at: 120,
  },
  {
    alert: 'PromiseBreaks',
    what: 'nothing when it is over',
    sick: [up(turns, 1), up(inTime('30'), 0.5)],
    well: [`${turns} 0+100x120`, `${inTime('30')} 0+70x50 3600+100x70`],
    at: 90,
  },
  {
    alert: 'PromiseBreaks',
    what: 'few errors call nobody, many do',
    sick: [up(turns, 1, 420), up(inTime('30'), 0, 420)],
    well: [`${turns} 0x400 1 2 2x20`, `${inTime('30')} 0x422`],
    at: 405,
  },
  {
    alert: 'PromiseBreaks',
    what: 'WhatsApp takes messages late',
    sick: [up(sends, 100), up('notifier_send_duration_seconds_bucket{le="10"}', 80)],
    well: [up(sends, 100), up('notifier_send_duration_seconds_bucket{le="10"}', 99.5)],
    at: 120,
  },
  {
    alert: 'PromiseBreaks',
    what: 'webhooks are turned away',
    sick: [up(webhooks(200), 100), up(webhooks(503), 3)],
    well: [up(webhooks(200), 10_000), up(webhooks(503), 3)],
    at: 120,
  },
  {
    alert: 'PromiseBreaks',
    what: 'turns are set aside',
    sick: [up(turns, 100), up(inTime('30'), 100), up(setAside, 3)],
    well: [up(turns, 100), up(inTime('30'), 100)],
    at: 120,
  },
  {
    alert: 'PromiseBreaks',
    what: 'messages are sent twice',
    sick: [up(sends, 100), up('notifier_duplicate_sends_total', 1)],
    well: [up(sends, 100), up('notifier_duplicate_sends_total', 0)],
    at: 120,
  },
  {
    alert: 'PromiseErodes',
    sick: [up(turns, 100), up(inTime('30'), 95)],
    well: [up(turns, 100), up(inTime('30'), 99.5)],
    at: 180,
  },
];

const messages: AlertCase[] = [
  {
    alert: 'DuplicateSends',
    sick: ['notifier_duplicate_sends_total 0x20 1x20'],
    well: ['notifier_duplicate_sends_total 1x40'],
    at: 30,
  },
  { alert: 'ParkedSends', sick: ['notifier_parked_sends 1x20'], well: ['notifier_parked_sends 1x3 0x20'], at: 10 },
  {
    alert: 'UnknownSendsOld',
    sick: ['notifier_unknown_age_seconds 0+60x20'],
    well: ['notifier_unknown_age_seconds 0+60x10 0x10'],
    at: 18,
  },
  {
    alert: 'QueueTooOld',
    sick: ['work_oldest_due_seconds{table="outbox"} 0+60x20'],
    well: ['work_oldest_due_seconds{table="phases"} 0+60x10'],
    at: 6,
  },
  {
    alert: 'BackgroundQueueTooOld',
    sick: ['work_oldest_due_seconds{table="erasures"} 0+60x40'],
    well: ['work_oldest_due_seconds{table="erasures"} 600x40', 'work_oldest_due_seconds{table="outbox"} 9000x40'],
    at: 25,
  },
  {
    alert: 'TurnsSetAside',
    what: 'the first ever',
    sick: [`${setAside} _x20 1x20`],
    well: [`${setAside} 1x40`],
    at: 30,
  },
  { alert: 'TurnsSetAside', what: 'one more', sick: [`${setAside} 1x20 2x20`], well: [still(turns, 5, 40)], at: 30 },
  {
    alert: 'WorkSetAside',
    sick: ['work_set_aside{table="outbox"} 1x20'],
    well: ['work_set_aside{table="phases"} 7x20', 'work_set_aside{table="outbox"} 0x20'],
    at: 10,
  },
  { alert: 'NumberStopped', sick: ['notifier_stopped_lines 1x10'], well: ['notifier_stopped_lines 0x10'], at: 5 },
  {
    alert: 'IntakeSilent',
    sick: ['notifier_intake_gap_seconds 0+60x20'],
    well: ['notifier_intake_gap_seconds{pod="a"} 0+60x20', 'notifier_intake_gap_seconds{pod="b"} 3x20'],
    at: 8,
  },
  {
    alert: 'WebhooksStopped',
    sick: [`${webhooks(200)} 0+10x1440 14400x60`],
    well: [`${webhooks(200)} 0+10x1440 14410+1x60`],
    at: 1_490,
  },
  {
    alert: 'SignaturesRefused',
    sick: [up('gateway_signature_refusals_total{cause="mismatch"}', 5)],
    well: [up('gateway_signature_refusals_total{cause="mismatch"}', 1)],
    at: 20,
  },
  {
    alert: 'ItemsQuarantined',
    sick: ['gateway_quarantined_total{kind="message",reason="MALFORMED"} _x20 1x20'],
    well: ['gateway_quarantined_total{kind="change",reason="NOT_HANDLED"} 0+1x40'],
    at: 30,
  },
  {
    alert: 'WritesFenced',
    sick: [up('work_fenced_writes_total{table="outbox"}', 1)],
    well: ['work_fenced_writes_total{table="outbox"} 0x10 3x30'],
    at: 20,
  },
  {
    alert: 'TakeoversSlow',
    sick: [
      'work_takeover_seconds_count{table="phases"} 0x20 4x20',
      'work_takeover_seconds_bucket{table="phases",le="10"} 0x20 3x20',
    ],
    well: [
      'work_takeover_seconds_count{table="phases"} 0x20 4x20',
      'work_takeover_seconds_bucket{table="phases",le="10"} 0x20 4x20',
    ],
    at: 30,
  },
  {
    alert: 'AttemptsFail',
    sick: [up('work_claimed_total{table="outbox"}', 100), up('work_retries_total{table="outbox",error_class="x"}', 30)],
    well: [up('work_claimed_total{table="outbox"}', 100), up('work_retries_total{table="outbox",error_class="x"}', 10)],
    at: 30,
  },
];

const services: AlertCase[] = [
  { alert: 'ServiceDown', sick: five.slice(1).map(info), well: five.map(info), at: 5 },
  { alert: 'ParleyUnseen', sick: [], well: five.map(info), at: 10 },
  {
    alert: 'RestartsOften',
    sick: ['process_start_time_seconds{pod="a"} 0+100x10 1000x20'],
    well: ['process_start_time_seconds{pod="a"} 0x10 100x20'],
    at: 20,
  },
  {
    alert: 'ReplicasNotReady',
    sick: ['kube_deployment_status_replicas_unavailable{deployment="parley-agents"} 1x30'],
    well: [
      'kube_deployment_status_replicas_unavailable{deployment="parley-agents"} 1x10 0x20',
      'kube_deployment_status_replicas_unavailable{deployment="other"} 1x30',
    ],
    at: 25,
  },
  {
    alert: 'MigrationFailed',
    sick: ['kube_job_failed{job_name="parley-agents-migrate-1f",condition="true"} 1x10'],
    well: ['kube_job_failed{job_name="backup",condition="true"} 1x10'],
    at: 5,
  },
  {
    alert: 'CertificateExpires',
    sick: ['certmanager_certificate_expiration_timestamp_seconds{name="parley-agents"} 36000x30'],
    well: ['certmanager_certificate_expiration_timestamp_seconds{name="parley-agents"} 86400x30'],
    at: 20,
  },
  {
    alert: 'EventLoopLags',
    sick: ['nodejs_eventloop_lag_p99_seconds{service="agents",pod="a"} 0.3x30'],
    well: ['nodejs_eventloop_lag_p99_seconds{service="agents",pod="a"} 0.3x5 0.02x30'],
    at: 20,
  },
  {
    alert: 'MemoryNearLimit',
    sick: [
      'process_resident_memory_bytes{service="agents",pod="a"} 950x30',
      'kube_pod_container_resource_limits{resource="memory",container="agents",pod="a"} 1000x30',
    ],
    well: [
      'process_resident_memory_bytes{service="agents",pod="a"} 500x30',
      'kube_pod_container_resource_limits{resource="memory",container="agents",pod="a"} 1000x30',
    ],
    at: 20,
  },
  {
    alert: 'PoolWaits',
    sick: ['database_pool_waiting{service="agents",pod="a"} 3x30'],
    well: ['database_pool_waiting{service="agents",pod="a"} 3 3 0 3 3 0 3 3 0 3 3 0 3 3 0 3 3 0 3 3 0 3 3 0'],
    at: 20,
  },
  {
    alert: 'BoundNearlyFull',
    sick: [
      'bound_waiting{service="agents",bound="model"} 90x10',
      'bound_waiting_limit{service="agents",bound="model"} 100x10',
    ],
    well: [
      'bound_waiting{service="agents",bound="redis"} 0x10',
      'bound_waiting_limit{service="agents",bound="redis"} 0x10',
    ],
    at: 5,
  },
  {
    alert: 'CircuitOpen',
    sick: [circuit('service.redis.command', '2 2 1 2 2 2 2 2 2')],
    well: [circuit('service.redis.command', '0 2 0 0 0 0 0 0 0'), circuit('notifier.whatsapp.send', '2x9')],
    at: 6,
  },
  {
    alert: 'WhatsAppCircuitOpen',
    sick: [circuit('notifier.whatsapp.send', '2x9')],
    well: [circuit('service.redis.command', '2x9')],
    at: 6,
  },
  {
    alert: 'VersionsDiffer',
    sick: ['parley_info{service="agents",version="1"} 1x90', 'parley_info{service="gateway",version="2"} 1x90'],
    well: ['parley_info{service="agents",version="1"} 1x20', 'parley_info{service="agents",version="2"} 1x90'],
    at: 80,
  },
  {
    alert: 'CacheTampered',
    sick: ['cache_misses_total{cache_type="phase",reason="tampered"} _x20 1x20'],
    well: ['cache_misses_total{cache_type="phase",reason="absent"} 0+1x40'],
    at: 30,
  },
  {
    alert: 'SignInsRefused',
    sick: [up('gateway_console_sign_ins_total{outcome="refused"}', 5)],
    well: [up('gateway_console_sign_ins_total{outcome="accepted"}', 5)],
    at: 20,
  },
];

const models: AlertCase[] = [
  {
    alert: 'ModelKeysGone',
    sick: ['model_keys{service="agents",state="usable"} 0x10', 'model_keys{service="agents",state="set_aside"} 2x10'],
    well: ['model_keys{service="agents",state="usable"} 0x10', 'model_keys{service="agents",state="set_aside"} 0x10'],
    at: 5,
  },
  {
    alert: 'ModelKeySetAside',
    sick: ['model_keys{service="agents",state="set_aside"} 1x20'],
    well: ['model_keys{service="agents",state="set_aside"} 0x20', 'model_keys{service="agents",state="usable"} 2x20'],
    at: 10,
  },
  {
    alert: 'ModelSpendStopped',
    sick: ['model_spend_stopped{service="agents"} 1x5'],
    well: ['model_spend_stopped{service="agents"} 0x5'],
    at: 3,
  },
  {
    alert: 'ModelCircuitOpen',
    sick: [circuit('agents.model.messages', '2x9')],
    well: [circuit('agents.model.messages', '2 1 0 0 0 0 0 0 0')],
    at: 6,
  },
  {
    alert: 'ModelCallsFail',
    sick: [up(modelCalls('ok'), 60), up(modelCalls('MODEL_OVERLOADED'), 30)],
    well: [up(modelCalls('ok'), 60), up(modelCalls('CANCELLED'), 30)],
    at: 40,
  },
  {
    alert: 'ModelCallsWait',
    sick: ['model_calls{service="agents",pod="a",state="waiting"} 3x30'],
    well: [
      'model_calls{service="agents",pod="a",state="running"} 3x30',
      'model_calls{service="agents",pod="a",state="waiting"} 0x30',
    ],
    at: 25,
  },
  {
    alert: 'SpendUnusual',
    sick: [`${cost} 0+0.01x1440 14.4+1x400`],
    well: [up(cost, 1, 1_900)],
    at: 1_800,
  },
  { alert: 'NoAgentsKnown', sick: ['agents_known{pod="a"} 0x10'], well: ['agents_known{pod="a"} 7x10'], at: 8 },
  {
    alert: 'ToolsRefused',
    sick: ['mcp_refused_tools{server="crm",why="not_approved"} 1x30'],
    well: ['mcp_refused_tools{server="crm",why="unsound"} 0x30'],
    at: 20,
  },
  {
    alert: 'BuildsFail',
    sick: [
      up('workflow_failure_total{workflow_type="site",failure_reason="x"}', 0.2),
      up('workflow_success_total', 0.2),
    ],
    well: [
      up('workflow_failure_total{workflow_type="site",failure_reason="x"}', 0.2),
      up('workflow_success_total', 10),
    ],
    at: 90,
  },
];

/** For each alert what it must say something about, and what it must not. */
export const alertCases: AlertCase[] = [...promises, ...messages, ...services, ...models];
