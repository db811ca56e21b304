import { makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';

export const ACTIVE_AGENTS = 'active_agents';
export const TASK_DURATION = 'agent_task_duration_seconds';

/** Calls to the model are counted by libs/llm. */
export const agentsMetrics = [
  makeGaugeProvider({ name: ACTIVE_AGENTS, help: 'Runs of agents under way', labelNames: ['type'] }),
  makeHistogramProvider({
    name: TASK_DURATION,
    help: 'Duration of runs, failed ones included',
    labelNames: ['agent_type', 'task_type'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120],
  }),
];
