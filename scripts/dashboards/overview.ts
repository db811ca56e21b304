import { type Board, NS, quantile, rate } from './panel.ts';

const SERVICES = ['gateway', 'orchestrator', 'classifier', 'agents', 'notifier'];
const turns = `messages_processed_total{${NS},service="orchestrator"}`;

export const overview: Board = {
  name: 'overview',
  title: 'Parley: overview',
  description: 'What people feel first, then the five services in the order of a message.',
  rows: [
    {
      title: 'What people are promised',
      panels: [
        {
          title: 'Answered within 30 s',
          description: 'Share of the turns of the last hour. Promised: 99 %.',
          unit: 'percentunit',
          isStat: true,
          isLessWorse: true,
          warnAt: 0.99,
          badAt: 0.95,
          leadsTo: 'orchestrator',
          queries: {
            answered: `sum(increase(message_processing_duration_seconds_bucket{${NS},service="orchestrator",le=~"30([.]0)?"}[1h])) / sum(increase(${turns}[1h]))`,
          },
        },
        {
          title: 'Webhooks taken in',
          description: 'Share answered 200 in the last hour. Meta brings the others again. Promised: 99.9 %.',
          unit: 'percentunit',
          isStat: true,
          isLessWorse: true,
          warnAt: 0.999,
          badAt: 0.99,
          leadsTo: 'gateway',
          queries: {
            taken: `sum(increase(gateway_webhooks_total{${NS},status="200"}[1h])) / sum(increase(gateway_webhooks_total{${NS},status=~"200|503"}[1h]))`,
          },
        },
        {
          title: 'Turns set aside today',
          description: 'These people have no answer until an operator acts. npm run turns -- list',
          unit: 'short',
          isStat: true,
          warnAt: 1,
          badAt: 10,
          leadsTo: 'orchestrator',
          queries: {
            lost: `sum(increase(messages_processed_total{${NS},service="orchestrator",status="set_aside"}[1d])) or vector(0)`,
          },
        },
        {
          title: 'Sent twice today',
          description: 'Must be 0.',
          unit: 'short',
          isStat: true,
          badAt: 1,
          leadsTo: 'notifier',
          queries: { doubled: `sum(increase(notifier_duplicate_sends_total{${NS}}[1d]))` },
        },
        {
          title: 'Longest wait now',
          description: 'Of a message for its turn, or of an answer for WhatsApp.',
          unit: 's',
          isStat: true,
          warnAt: 10,
          badAt: 120,
          leadsTo: 'orchestrator',
          queries: { '{{table}}': `max by (table) (work_oldest_due_seconds{${NS},table=~"conversations|outbox"})` },
        },
        {
          title: 'Unknown and parked sends',
          description: 'Nobody knows whether they were sent; parked ones wait for a person.',
          unit: 'short',
          isStat: true,
          warnAt: 1,
          badAt: 20,
          leadsTo: 'notifier',
          queries: {
            unknown: `max(notifier_unknown_sends{${NS}})`,
            parked: `max(notifier_parked_sends{${NS}})`,
          },
        },
        {
          title: 'Burn of the promises',
          description:
            'How many times faster than 30 days may bear errors come, over an hour. Above 14.4 somebody is called.',
          unit: 'short',
          width: 12,
          warnAt: 1,
          badAt: 14.4,
          queries: { '{{slo}}': `parley:slo_burn:1h{${NS}}` },
        },
        {
          title: 'Burn over three days',
          description: 'Above 1 the budget will not last.',
          unit: 'short',
          width: 12,
          warnAt: 1,
          badAt: 3,
          queries: { '{{slo}}': `parley:slo_burn:3d{${NS}}` },
        },
      ],
    },
    {
      title: 'Messages',
      panels: [
        {
          title: 'Messages in, turns, messages out',
          description: 'A turn may hold several messages, an answer several parts.',
          unit: 'reqps',
          queries: {
            in: `sum(${rate(`messages_processed_total{${NS},service="gateway"}`)})`,
            turns: `sum(${rate(turns)})`,
            out: `sum(${rate(`notifier_send_duration_seconds_count{${NS}}`)})`,
          },
        },
        {
          title: 'Duration of turns',
          description: 'From the claim to the end, the model included.',
          unit: 's',
          queries: {
            p50: quantile(0.5, 'message_processing_duration_seconds', 'service="orchestrator"'),
            p99: quantile(0.99, 'message_processing_duration_seconds', 'service="orchestrator"'),
          },
        },
        {
          title: 'What waits',
          description: 'Age of the oldest row of each table.',
          unit: 's',
          warnAt: 10,
          badAt: 120,
          queries: { '{{table}}': `max by (table) (work_oldest_due_seconds{${NS}})` },
        },
      ],
    },
    {
      title: 'Services',
      panels: [
        ...SERVICES.map((service) => ({
          title: service,
          description: `Replicas of ${service} that answer. A click leads to its board.`,
          unit: 'short' as const,
          isStat: true,
          isLessWorse: true,
          warnAt: 2,
          badAt: 1,
          leadsTo: service,
          queries: { replicas: `count(parley_info{${NS},service="${service}"}) or vector(0)` },
        })),
        {
          title: 'Open breakers',
          description: 'Edges whose peer is left alone now.',
          unit: 'short',
          isStat: true,
          warnAt: 1,
          queries: { open: `count(circuit_state{${NS}} == 2) or vector(0)` },
        },
        {
          title: 'Lag of event loops, p99',
          description: 'The worst pod of each service.',
          unit: 's',
          warnAt: 0.05,
          badAt: 0.1,
          queries: { '{{service}}': `max by (service) (nodejs_eventloop_lag_p99_seconds{${NS}})` },
        },
        {
          title: 'Waiting for Postgres',
          description: 'Statements without a connection. 0 is right.',
          unit: 'short',
          badAt: 1,
          queries: { '{{service}}': `sum by (service) (database_pool_waiting{${NS}})` },
        },
        {
          title: 'Dollars an hour',
          description: 'What agents cost, where the price of the model is known.',
          unit: 'currencyUSD',
          leadsTo: 'money',
          queries: { '{{model}}': `sum by (model) (increase(agent_cost_usd_total{${NS}}[1h]))` },
        },
      ],
    },
  ],
};
