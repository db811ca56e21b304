import { type Board, NS, quantile, rate } from './panel.ts';
import { processRows, workPanels } from './process-row.ts';

const gatewayMessages = `messages_processed_total{${NS},service="gateway"}`;

export const gateway: Board = {
  name: 'gateway',
  title: 'Parley: gateway',
  description: 'Webhooks in, the console, generated sites.',
  rows: [
    {
      title: 'Webhooks',
      panels: [
        {
          title: 'Webhooks by status',
          description: '200 is taken in, 503 comes again, 401 was not signed by Meta.',
          unit: 'reqps',
          queries: { '{{status}}': `sum by (status) (${rate(`gateway_webhooks_total{${NS}}`)})` },
        },
        {
          title: 'Duration of webhooks',
          description: 'From the body to the answer. Meta waits a few seconds, the gateway two.',
          unit: 's',
          warnAt: 0.5,
          badAt: 1.8,
          queries: {
            p50: quantile(0.5, 'gateway_webhook_duration_seconds'),
            p99: quantile(0.99, 'gateway_webhook_duration_seconds'),
          },
        },
        {
          title: 'Messages by what became of them',
          description: 'Duplicates are what Meta delivers again.',
          unit: 'reqps',
          queries: { '{{status}}': `sum by (status) (${rate(gatewayMessages)})` },
        },
        {
          title: 'Delivery statuses',
          description: 'Without them nobody knows whether messages arrive.',
          unit: 'reqps',
          queries: { '{{status}}': `sum by (status) (${rate(`gateway_statuses_total{${NS}}`)})` },
        },
        {
          title: 'Put aside',
          description: 'Items by kind and reason. npm run quarantine -- list',
          unit: 'short',
          queries: {
            '{{kind}} {{reason}}': `sum by (kind, reason) (increase(gateway_quarantined_total{${NS}}[1h]))`,
          },
        },
        {
          title: 'Wrong signatures, limits, suspicions',
          description: 'Limits kept in memory mean that Redis is away.',
          unit: 'reqps',
          queries: {
            'signature: {{cause}}': `sum by (cause) (${rate(`gateway_signature_refusals_total{${NS}}`)})`,
            'limited: {{store}}': `sum by (store) (${rate(`gateway_limited_total{${NS}}`)})`,
            'suspicion: {{reason}}': `sum by (reason) (${rate(`gateway_suspicions_total{${NS}}`)})`,
          },
        },
        {
          title: 'Console and sites',
          description: 'Sign-ins by outcome, requests for sites by status.',
          unit: 'reqps',
          queries: {
            'sign-in {{outcome}}': `sum by (outcome) (${rate(`gateway_console_sign_ins_total{${NS}}`)})`,
            'site {{status}}': `sum by (status) (${rate(`gateway_site_requests_total{${NS}}`)})`,
          },
        },
      ],
    },
    ...processRows('gateway', true),
  ],
};

export const orchestrator: Board = {
  name: 'orchestrator',
  title: 'Parley: orchestrator',
  description: 'Turns, sessions, and the work that carries them.',
  rows: [
    {
      title: 'Turns',
      panels: [
        {
          title: 'Turns by outcome',
          description: 'answered, silenced (a person has the conversation), set_aside (no answer).',
          unit: 'reqps',
          queries: {
            '{{status}}': `sum by (status) (${rate(`messages_processed_total{${NS},service="orchestrator"}`)})`,
          },
        },
        {
          title: 'Duration of turns by type, p99',
          description: 'From the claim to the end, the model included. Promised: 30 s.',
          unit: 's',
          badAt: 30,
          queries: {
            '{{type}}': quantile(0.99, 'message_processing_duration_seconds', 'service="orchestrator"', 'type'),
          },
        },
        {
          title: 'Under way, and sessions of a day',
          description: 'Sessions are the same number in each replica.',
          unit: 'short',
          queries: {
            'turns under way': `sum(active_orchestrators{${NS}})`,
            sessions: `max(active_sessions{${NS}})`,
          },
        },
        {
          title: 'Sessions',
          description: 'Rebuilds are reads of Postgres that Redis should have spared; conflicts are tried again.',
          unit: 'reqps',
          queries: {
            'rebuilt: {{reason}}': `sum by (reason) (${rate(`session_rebuilds_total{${NS}}`)})`,
            'commit: {{outcome}}': `sum by (outcome) (${rate(`session_commits_total{${NS}}`)})`,
          },
        },
        {
          title: 'Length of sessions',
          description: 'From the first turn to the last one.',
          unit: 's',
          queries: { p50: quantile(0.5, 'session_duration_seconds'), p95: quantile(0.95, 'session_duration_seconds') },
        },
      ],
    },
    { title: 'Work', panels: workPanels('orchestrator', 'conversations|erasures|build_messages|build_notices') },
    ...processRows('orchestrator', true),
  ],
};

export const notifier: Board = {
  name: 'notifier',
  title: 'Parley: notifier',
  description: 'What goes out, once and in order, and what nobody knows yet.',
  rows: [
    {
      title: 'Sending',
      panels: [
        {
          title: 'Sends by outcome',
          description: 'ambiguous: nobody knows. not_sent is tried again. malformed is a fault of ours.',
          unit: 'reqps',
          queries: { '{{outcome}}': `sum by (outcome) (${rate(`notifier_sends_total{${NS}}`)})` },
        },
        {
          title: 'From storing to acceptance',
          description: 'Promised: 99 % within 10 s.',
          unit: 's',
          badAt: 10,
          queries: {
            p50: quantile(0.5, 'notifier_send_duration_seconds'),
            p99: quantile(0.99, 'notifier_send_duration_seconds'),
          },
        },
        {
          title: 'Refusals by class',
          description: 'credentials stops a number, throttled slows it down.',
          unit: 'reqps',
          queries: { '{{class}}': `sum by (class) (${rate(`notifier_refusals_total{${NS}}`)})` },
        },
        {
          title: 'Unknown, parked, stopped',
          description: 'All should be 0. Unknown ones are resolved by statuses or sent once more.',
          unit: 'short',
          warnAt: 1,
          queries: {
            unknown: `max(notifier_unknown_sends{${NS}})`,
            parked: `max(notifier_parked_sends{${NS}})`,
            'stopped numbers': `max(notifier_stopped_lines{${NS}})`,
          },
        },
        {
          title: 'Age of the oldest unknown, silence of gateways',
          description: 'Unknown for 15 minutes: statuses do not come in. Gateways report every few seconds.',
          unit: 's',
          warnAt: 60,
          badAt: 900,
          queries: {
            unknown: `max(notifier_unknown_age_seconds{${NS}})`,
            'no beat of a gateway': `min(notifier_intake_gap_seconds{${NS}})`,
          },
        },
        {
          title: 'Sent once more, sent twice',
          description: 'The second must stay 0.',
          unit: 'short',
          badAt: 1,
          queries: {
            'once more': `sum(increase(notifier_resends_total{${NS}}[1h]))`,
            twice: `sum(increase(notifier_duplicate_sends_total{${NS}}[1h]))`,
          },
        },
        {
          title: 'Statuses and read marks',
          description: 'What came back for what went out.',
          unit: 'reqps',
          queries: {
            '{{status}}': `sum by (status) (${rate(`notifier_statuses_total{${NS}}`)})`,
            'mark {{outcome}}': `sum by (outcome) (${rate(`notifier_read_marks_total{${NS}}`)})`,
          },
        },
      ],
    },
    { title: 'Work', panels: workPanels('notifier', 'outbox') },
    ...processRows('notifier', true),
  ],
};
