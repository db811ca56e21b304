import { makeCounterProvider, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import { makeTracedHistogramProvider } from '#libs/observability';

export const SENDS = 'notifier_sends_total';
export const REFUSALS = 'notifier_refusals_total';
export const SEND_DURATION = 'notifier_send_duration_seconds';
export const STOPPED_LINES = 'notifier_stopped_lines';
export const STATUSES = 'notifier_statuses_total';
export const READ_MARKS = 'notifier_read_marks_total';
export const UNKNOWN_SENDS = 'notifier_unknown_sends';
export const UNKNOWN_AGE = 'notifier_unknown_age_seconds';
export const PARKED_SENDS = 'notifier_parked_sends';
export const RESENDS = 'notifier_resends_total';
export const DUPLICATE_SENDS = 'notifier_duplicate_sends_total';
export const INTAKE_GAP = 'notifier_intake_gap_seconds';

export const notifierMetrics = [
  makeCounterProvider({
    name: SENDS,
    help: 'Attempts to send by type of message and outcome',
    labelNames: ['type', 'outcome'],
  }),
  makeCounterProvider({ name: REFUSALS, help: 'Answers with an error code by its class', labelNames: ['class'] }),
  makeTracedHistogramProvider({
    name: SEND_DURATION,
    help: 'Time from the storing of a message to its acceptance by WhatsApp',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 600],
  }),
  makeGaugeProvider({ name: STOPPED_LINES, help: 'Numbers whose messages wait because WhatsApp refuses all of them' }),
  makeCounterProvider({ name: STATUSES, help: 'Statuses that came in by kind', labelNames: ['status'] }),
  makeCounterProvider({ name: READ_MARKS, help: 'Read marks by outcome', labelNames: ['outcome'] }),
  makeGaugeProvider({ name: UNKNOWN_SENDS, help: 'Messages of which it is unknown whether they were sent' }),
  makeGaugeProvider({ name: UNKNOWN_AGE, help: 'Age of the oldest of these' }),
  makeGaugeProvider({ name: PARKED_SENDS, help: 'Messages that stayed unknown and are not sent again by the system' }),
  makeCounterProvider({
    name: RESENDS,
    help: 'Messages sent once more after the evidence said that they had not arrived',
  }),
  makeCounterProvider({ name: DUPLICATE_SENDS, help: 'Messages of which two attempts arrived' }),
  makeGaugeProvider({ name: INTAKE_GAP, help: 'Time since the last intake beat of any gateway' }),
];
