import { makeCounterProvider, makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';

export const TURNS = 'messages_processed_total';
export const TURN_DURATION = 'message_processing_duration_seconds';
export const ACTIVE_ORCHESTRATORS = 'active_orchestrators';

export const orchestratorMetrics = [
  makeCounterProvider({
    name: TURNS,
    help: 'Turns by type of their last message and outcome',
    labelNames: ['type', 'status'],
  }),
  makeHistogramProvider({
    name: TURN_DURATION,
    help: 'Time from the claim of a turn to its end',
    labelNames: ['type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  }),
  makeGaugeProvider({ name: ACTIVE_ORCHESTRATORS, help: 'Turns that this process is working on' }),
];
