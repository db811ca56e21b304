import { type Panel, NS, rate, type Row } from './panel.ts';

/** What every process shows of itself and of those that it calls. */
export function processRows(service: string, hasDatabase: boolean): Row[] {
  const own = `${NS},service="${service}"`;
  // In api_* the label service is the one that was called: the caller is told by its pod
  const calls = `${NS},pod=~".*-${service}-.*"`;
  const pools: Panel[] = hasDatabase
    ? [
        {
          title: 'Connections to Postgres',
          description: 'Waiting should be 0 all the time.',
          unit: 'short',
          queries: {
            '{{state}}': `sum by (state) (database_pool_connections{${own}})`,
            waiting: `sum(database_pool_waiting{${own}})`,
          },
        },
      ]
    : [];
  return [
    {
      title: 'Peers and APIs',
      panels: [
        {
          title: 'Calls',
          description: 'Calls to others, by peer and method.',
          unit: 'reqps',
          queries: { '{{service}} {{method}}': `sum by (service, method) (${rate(`api_requests_total{${calls}}`)})` },
        },
        {
          title: 'Failed calls',
          description: 'By peer and reason. A reason that stays has an entry in the runbook.',
          unit: 'reqps',
          queries: {
            '{{service}} {{error_type}}': `sum by (service, error_type) (${rate(`api_errors_total{${calls}}`)})`,
          },
        },
        {
          title: 'Duration of calls, p99',
          description: 'By peer and method.',
          unit: 's',
          queries: {
            '{{service}} {{method}}': `histogram_quantile(0.99, sum by (le, service, method) (${rate(`api_request_duration_seconds_bucket{${calls}}`)}))`,
          },
        },
        {
          title: 'Breakers',
          description: '0 closed, 1 half-open, 2 open: the peer is left alone. One that nobody uses stays as it was.',
          unit: 'none',
          badAt: 2,
          queries: { '{{edge}} {{upstream}}': `max by (edge, upstream) (circuit_state{${own}})` },
        },
        {
          title: 'What waits within bounds',
          description: 'Share of the places to wait that are taken. At 1 work is refused.',
          unit: 'percentunit',
          warnAt: 0.5,
          badAt: 0.8,
          queries: { '{{bound}}': `max by (bound) (bound_waiting{${own}} / (bound_waiting_limit{${own}} > 0))` },
        },
        {
          title: 'Under way within bounds',
          description: 'Share of what may be under way at once.',
          unit: 'percentunit',
          queries: { '{{bound}}': `max by (bound) (bound_under_way{${own}} / (bound_at_once{${own}} > 0))` },
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'Memory',
          description: 'Resident memory of each pod, and the heap in it.',
          unit: 'bytes',
          queries: {
            '{{pod}}': `process_resident_memory_bytes{${own}}`,
            '{{pod}} heap': `nodejs_heap_size_used_bytes{${own}}`,
          },
        },
        {
          title: 'Lag of the event loop, p99',
          description: 'Above 100 ms all that the pod serves is late.',
          unit: 's',
          warnAt: 0.05,
          badAt: 0.1,
          queries: { '{{pod}}': `nodejs_eventloop_lag_p99_seconds{${own}}` },
        },
        {
          title: 'CPU',
          description: 'Cores used by each pod. A process computes on one.',
          unit: 'short',
          warnAt: 0.7,
          badAt: 0.95,
          queries: { '{{pod}}': rate(`process_cpu_seconds_total{${own}}`) },
        },
        ...pools,
        {
          title: 'Garbage collection',
          description: 'Share of the time, by kind.',
          unit: 'percentunit',
          badAt: 0.1,
          queries: { '{{kind}}': `sum by (kind) (${rate(`nodejs_gc_duration_seconds_sum{${own}}`)})` },
        },
        {
          title: 'Replicas by version',
          description: 'Two versions at once are a roll-out.',
          unit: 'short',
          queries: { '{{version}}': `count by (version) (parley_info{${own}})` },
        },
      ],
    },
  ];
}

/** Leased work of some tables. */
export function workPanels(service: string, tables: string): Panel[] {
  const own = `${NS},service="${service}",table=~"${tables}"`;
  return [
    {
      title: 'Oldest row that waits',
      description: 'How long the one that waits longest has waited. Every replica shows the same tables.',
      unit: 's',
      warnAt: 10,
      badAt: 120,
      queries: { '{{table}}': `max by (table) (work_oldest_due_seconds{${own}})` },
    },
    {
      title: 'Waiting and under way',
      description: 'Rows that wait for a worker, and rows that workers hold.',
      unit: 'short',
      queries: {
        '{{table}} due': `max by (table) (work_due{${own}})`,
        '{{table}} held': `sum by (table) (work_in_flight{${own}})`,
      },
    },
    {
      title: 'Failed attempts',
      description: 'By table and class of error. They are tried again.',
      unit: 'reqps',
      queries: { '{{table}} {{error_class}}': `sum by (table, error_class) (${rate(`work_retries_total{${own}}`)})` },
    },
    {
      title: 'Takeovers and fenced writes',
      description: 'Work of dead or frozen processes that others took, and late results that were dropped.',
      unit: 'reqps',
      queries: {
        '{{table}} taken over': `sum by (table) (${rate(`work_takeovers_total{${own}}`)})`,
        '{{table}} fenced': `sum by (table) (${rate(`work_fenced_writes_total{${own}}`)})`,
      },
    },
    {
      title: 'Set aside',
      description: 'Rows that failed for good. Of phases those of failed builds, which are nobody’s task.',
      unit: 'short',
      warnAt: 1,
      queries: { '{{table}}': `max by (table) (work_set_aside{${own}})` },
    },
  ];
}
