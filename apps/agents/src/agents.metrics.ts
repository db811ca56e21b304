import { makeCounterProvider, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import { makeTracedHistogramProvider } from '#libs/observability';

export const ACTIVE_AGENTS = 'active_agents';
export const TOOL_DURATION = 'tool_call_duration_seconds';
export const TASK_DURATION = 'agent_task_duration_seconds';
export const AGENT_TOKENS = 'agent_tokens_total';
export const AGENT_COST = 'agent_cost_usd_total';
export const MCP_CONNECTIONS = 'mcp_connections';
export const MCP_REFUSED_TOOLS = 'mcp_refused_tools';
export const CACHE_HITS = 'cache_hits_total';
export const CACHE_MISSES = 'cache_misses_total';
export const OPEN_TICKETS_GAUGE = 'support_open_tickets';

/** Calls to the model are counted by libs/llm; those to MCP servers are `api_*{service="mcp"}`. */
export const agentsMetrics = [
  makeGaugeProvider({ name: ACTIVE_AGENTS, help: 'Runs of agents under way', labelNames: ['type'] }),
  makeTracedHistogramProvider({
    name: TASK_DURATION,
    help: 'Duration of runs, failed ones included',
    labelNames: ['agent_type', 'task_type'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900],
  }),
  makeTracedHistogramProvider({
    name: TOOL_DURATION,
    help: 'Duration of the calls of tools, refused ones included',
    labelNames: ['tool', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 5, 8],
  }),
  makeCounterProvider({
    name: CACHE_HITS,
    help: 'Answers that were given again: answer_local from this process, answer_redis, answer_flight from an equal run under way',
    labelNames: ['cache_type'],
  }),
  makeCounterProvider({
    name: CACHE_MISSES,
    help: 'Answers that the cache did not have, by reason: absent, or tampered (its signature is wrong)',
    labelNames: ['cache_type', 'reason'],
  }),
  makeCounterProvider({
    name: AGENT_TOKENS,
    help: 'Tokens of runs by agent, model and kind: input, output, cache_read, cache_write',
    labelNames: ['agent_type', 'model', 'kind'],
  }),
  makeCounterProvider({
    name: AGENT_COST,
    help: 'US dollars that runs have cost by agent and model, where the price of the model is known',
    labelNames: ['agent_type', 'model'],
  }),
  makeGaugeProvider({ name: MCP_CONNECTIONS, help: 'Open connections to MCP servers', labelNames: ['server'] }),
  makeGaugeProvider({
    name: MCP_REFUSED_TOOLS,
    help: 'Tools of MCP servers that nobody is offered, by why',
    labelNames: ['server', 'why'],
  }),
  makeGaugeProvider({
    name: OPEN_TICKETS_GAUGE,
    help: 'Support tickets that are not closed, by priority and by whether a promised time has passed',
    labelNames: ['priority', 'clock'],
  }),
];
