import { makeCounterProvider } from '@willsoto/nestjs-prometheus';
import { makeTracedHistogramProvider } from '#libs/observability';

export const WEBHOOKS = 'gateway_webhooks_total';
export const WEBHOOK_DURATION = 'gateway_webhook_duration_seconds';
export const REFUSALS = 'gateway_signature_refusals_total';
export const MESSAGES = 'messages_processed_total';
export const MESSAGE_DURATION = 'message_processing_duration_seconds';
export const STATUSES = 'gateway_statuses_total';
export const QUARANTINED = 'gateway_quarantined_total';
export const LIMITED = 'gateway_limited_total';
export const SUSPICIONS = 'gateway_suspicions_total';
export const CONSOLE_SIGN_INS = 'gateway_console_sign_ins_total';
export const SITE_REQUESTS = 'gateway_site_requests_total';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];

export const gatewayMetrics = [
  makeCounterProvider({
    name: WEBHOOKS,
    help: 'Webhook posts by status of the answer',
    labelNames: ['status'],
  }),
  makeTracedHistogramProvider({
    name: WEBHOOK_DURATION,
    help: 'Time from the body of a signed webhook to its answer',
    buckets,
  }),
  makeCounterProvider({
    name: REFUSALS,
    help: 'Posts without a valid signature: its header was malformed, or it did not match',
    labelNames: ['cause'],
  }),
  makeCounterProvider({
    name: MESSAGES,
    help: 'Inbound messages by type and what became of them: accepted, duplicate, limited, blocked, quarantined',
    labelNames: ['type', 'status'],
  }),
  makeTracedHistogramProvider({
    name: MESSAGE_DURATION,
    help: 'Time from the body of a webhook to the commit of a message',
    labelNames: ['type'],
    buckets,
  }),
  makeCounterProvider({
    name: STATUSES,
    help: 'Delivery statuses by what became of them: recorded, or quarantined',
    labelNames: ['status'],
  }),
  makeCounterProvider({
    name: QUARANTINED,
    help: 'Items set aside by kind and reason, repeats of the same item included',
    labelNames: ['kind', 'reason'],
  }),
  makeCounterProvider({
    name: LIMITED,
    help: "Messages over their sender's limit, by where the window was kept: redis, or memory while it is away",
    labelNames: ['store'],
  }),
  makeCounterProvider({
    name: SUSPICIONS,
    help: 'Messages that look like an attempt to steer the agents, by reason',
    labelNames: ['reason'],
  }),
  makeCounterProvider({
    name: CONSOLE_SIGN_INS,
    help: 'Attempts to sign in to the console by outcome: accepted, refused, limited',
    labelNames: ['outcome'],
  }),
  makeCounterProvider({
    name: SITE_REQUESTS,
    help: 'Requests for sites and their pictures by status of the answer',
    labelNames: ['status'],
  }),
];
