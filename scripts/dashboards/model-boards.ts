import { type Board, NS, type Panel, quantile, rate } from './panel.ts';
import { processRows, workPanels } from './process-row.ts';

/** Calls of one service to the model API. */
const modelPanels = (service: string): Panel[] => [
  {
    title: 'Calls to the model',
    description: 'Running, and waiting for a slot. What waits is time that people wait.',
    unit: 'short',
    queries: { '{{state}}': `sum by (state) (model_calls{${NS},service="${service}"})` },
  },
  {
    title: 'Keys and spending',
    description: 'Keys that are usable or set aside; 1 while a spend limit stops all calls.',
    unit: 'short',
    queries: {
      '{{state}}': `max by (state) (model_keys{${NS},service="${service}"})`,
      stopped: `max(model_spend_stopped{${NS},service="${service}"})`,
    },
  },
  {
    title: 'Fallbacks and refused keys',
    description: 'Calls that another model answered, and keys that the API refused, in an hour.',
    unit: 'short',
    queries: {
      '{{alias}} → {{to}}: {{why}}': `sum by (alias, to, why) (increase(model_fallbacks_total{${NS},service="${service}"}[1h]))`,
      'key: {{status}}': `sum by (status) (increase(model_key_refusals_total{${NS},service="${service}"}[1h]))`,
    },
  },
];

const hitRatio = (service: string): Panel => ({
  title: 'Answers from caches',
  description: 'Share of the questions that a cache answered. A tampered entry is an alarm.',
  unit: 'percentunit',
  queries: {
    hits: `sum(${rate(`cache_hits_total{${NS},service="${service}"}`)}) / (sum(${rate(`cache_hits_total{${NS},service="${service}"}`)}) + sum(${rate(`cache_misses_total{${NS},service="${service}"}`)}))`,
  },
});

export const classifier: Board = {
  name: 'classifier',
  title: 'Parley: classifier',
  description: 'Who takes a turn, and which stage decided.',
  rows: [
    {
      title: 'Verdicts',
      panels: [
        {
          title: 'Turns by the stage that decided',
          description: 'Rules cost nothing, the model costs time and money.',
          unit: 'reqps',
          queries: { '{{source}}': `sum by (source) (${rate(`classifications_total{${NS}}`)})` },
        },
        {
          title: 'Turns by intent',
          description: 'What people want.',
          unit: 'reqps',
          queries: { '{{intent}}': `sum by (intent) (${rate(`classifications_total{${NS}}`)})` },
        },
        {
          title: 'Abstentions of the model',
          description: 'Turns that it did not decide, by reason.',
          unit: 'reqps',
          queries: { '{{reason}}': `sum by (reason) (${rate(`router_abstains_total{${NS}}`)})` },
        },
        {
          title: 'Agreement of model and retrieval',
          description: 'Whether the model chose what retrieval had first.',
          unit: 'reqps',
          queries: { '{{agreement}}': `sum by (agreement) (${rate(`router_agreement_total{${NS}}`)})` },
        },
        hitRatio('classifier'),
        {
          title: 'Agents known',
          description: '0 until the agents have been reached.',
          unit: 'short',
          queries: { '{{pod}}': `agents_known{${NS}}` },
        },
        ...modelPanels('classifier'),
      ],
    },
    ...processRows('classifier', false),
  ],
};

export const agents: Board = {
  name: 'agents',
  title: 'Parley: agents',
  description: 'Runs of agents, their tools and models.',
  rows: [
    {
      title: 'Runs',
      panels: [
        {
          title: 'Runs under way',
          description: 'By agent.',
          unit: 'short',
          queries: { '{{type}}': `sum by (type) (active_agents{${NS}})` },
        },
        {
          title: 'Duration of runs, p95',
          description: 'By agent, failed ones included.',
          unit: 's',
          queries: { '{{agent_type}}': quantile(0.95, 'agent_task_duration_seconds', '', 'agent_type') },
        },
        {
          title: 'Tools by outcome',
          description: 'Refused calls included.',
          unit: 'reqps',
          queries: {
            '{{tool}} {{status}}': `sum by (tool, status) (${rate(`tool_call_duration_seconds_count{${NS}}`)})`,
          },
        },
        {
          title: 'Duration of tools, p99',
          description: 'By tool.',
          unit: 's',
          queries: { '{{tool}}': quantile(0.99, 'tool_call_duration_seconds', '', 'tool') },
        },
        hitRatio('agents'),
        {
          title: 'MCP servers',
          description: 'Open connections, and tools that nobody is offered.',
          unit: 'short',
          queries: {
            '{{server}}': `sum by (server) (mcp_connections{${NS}})`,
            '{{server}} refused: {{why}}': `max by (server, why) (mcp_refused_tools{${NS}})`,
          },
        },
        {
          title: 'Open tickets',
          description: 'breached: a promised time has passed.',
          unit: 'short',
          queries: { '{{priority}} {{clock}}': `max by (priority, clock) (support_open_tickets{${NS}})` },
        },
        ...modelPanels('agents'),
      ],
    },
    ...processRows('agents', true),
  ],
};

export const builds: Board = {
  name: 'builds',
  title: 'Parley: builds',
  description: 'What people have built for them: how many, how long, and why not.',
  rows: [
    {
      title: 'Builds',
      panels: [
        {
          title: 'Done and failed',
          description: 'Revisions of builds in an hour, failed ones by reason.',
          unit: 'short',
          queries: {
            done: `sum(increase(workflow_success_total{${NS}}[1h]))`,
            '{{failure_reason}}': `sum by (failure_reason) (increase(workflow_failure_total{${NS}}[1h]))`,
          },
        },
        {
          title: 'Failed by workflow',
          description: 'In an hour.',
          unit: 'short',
          queries: { '{{workflow_type}}': `sum by (workflow_type) (increase(workflow_failure_total{${NS}}[1h]))` },
        },
        {
          title: 'Duration of builds',
          description: 'From the beginning of a revision to its end, in the last hour.',
          unit: 's',
          queries: {
            '{{workflow_type}} p50': `histogram_quantile(0.5, sum by (le, workflow_type) (rate(workflow_duration_seconds_bucket{${NS}}[1h])))`,
            '{{workflow_type}} p95': `histogram_quantile(0.95, sum by (le, workflow_type) (rate(workflow_duration_seconds_bucket{${NS}}[1h])))`,
          },
        },
        {
          title: 'Phases used again',
          description:
            'Share of the phases whose outcome was there already: what did not change is not paid for twice.',
          unit: 'percentunit',
          queries: {
            hits: `sum(increase(cache_hits_total{${NS},cache_type="phase"}[1h])) / (sum(increase(cache_hits_total{${NS},cache_type="phase"}[1h])) + sum(increase(cache_misses_total{${NS},cache_type="phase"}[1h])))`,
          },
        },
        {
          title: 'Requests for sites',
          description: 'By status of the answer.',
          unit: 'reqps',
          queries: { '{{status}}': `sum by (status) (${rate(`gateway_site_requests_total{${NS}}`)})` },
        },
      ],
    },
    { title: 'Work', panels: workPanels('orchestrator', 'phases|build_messages|build_notices') },
  ],
};

export const money: Board = {
  name: 'money',
  title: 'Parley: money',
  description: 'Tokens and dollars by model and agent. Dollars are known where the price of the model is.',
  rows: [
    {
      title: 'Dollars',
      panels: [
        {
          title: 'Last 24 hours',
          description: 'All agents.',
          unit: 'currencyUSD',
          isStat: true,
          queries: { dollars: `sum(increase(agent_cost_usd_total{${NS}}[1d]))` },
        },
        {
          title: 'A turn',
          description: 'Dollars of the last 24 hours by their turns; builds are in it.',
          unit: 'currencyUSD',
          isStat: true,
          queries: {
            dollars: `sum(increase(agent_cost_usd_total{${NS}}[1d])) / sum(increase(messages_processed_total{${NS},service="orchestrator"}[1d]))`,
          },
        },
        {
          title: 'Spending is stopped',
          description: '1 while a limit of the account stops all calls.',
          unit: 'short',
          isStat: true,
          badAt: 1,
          leadsTo: 'agents',
          queries: { '{{service}}': `max by (service) (model_spend_stopped{${NS}})` },
        },
        {
          title: 'By agent',
          description: 'Dollars an hour.',
          unit: 'currencyUSD',
          width: 12,
          queries: { '{{agent_type}}': `sum by (agent_type) (increase(agent_cost_usd_total{${NS}}[1h]))` },
        },
        {
          title: 'By model',
          description: 'Dollars an hour.',
          unit: 'currencyUSD',
          width: 12,
          queries: { '{{model}}': `sum by (model) (increase(agent_cost_usd_total{${NS}}[1h]))` },
        },
      ],
    },
    {
      title: 'Tokens',
      panels: [
        {
          title: 'By agent and kind',
          description: 'Tokens a second of runs. cache_read that falls to 0 makes prompts ten times dearer.',
          unit: 'short',
          queries: {
            '{{agent_type}} {{kind}}': `sum by (agent_type, kind) (${rate(`agent_tokens_total{${NS}}`)})`,
          },
        },
        {
          title: 'By model and kind',
          description: 'Tokens a second of all calls, those of the classifier included.',
          unit: 'short',
          queries: { '{{model}} {{kind}}': `sum by (model, kind) (${rate(`model_tokens_total{${NS}}`)})` },
        },
        {
          title: 'Read from the cache of the provider',
          description: 'Share of what goes in, by model.',
          unit: 'percentunit',
          queries: {
            '{{model}}': `sum by (model) (${rate(`model_tokens_total{${NS},kind="cache_read"}`)}) / sum by (model) (${rate(`model_tokens_total{${NS},kind!="output"}`)})`,
          },
        },
      ],
    },
  ],
};
