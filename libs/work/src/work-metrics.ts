import { Counter, Gauge, Histogram, register } from 'prom-client';

const labelNames = ['table'] as const;
const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames, registers: [register] });
const counter = (name: string, help: string) => new Counter({ name, help, labelNames, registers: [register] });

/** Of every table of work in this process. */
export const workMetrics = {
  due: gauge('work_due', 'Rows that wait for a worker'),
  oldestDue: gauge('work_oldest_due_seconds', 'Age of the row that has waited longest'),
  setAside: gauge('work_set_aside', 'Rows that failed for good and wait for an operator'),
  inFlight: gauge('work_in_flight', 'Rows that this process holds'),
  claimed: counter('work_claimed_total', 'Rows claimed by this process'),
  fenced: counter('work_fenced_writes_total', 'Results dropped because the row belonged to someone else by then'),
  takeovers: counter('work_takeovers_total', 'Lapsed leases that this process freed'),
  retries: new Counter({
    name: 'work_retries_total',
    help: 'Failed attempts by class of error',
    labelNames: ['table', 'error_class'] as const,
    registers: [register],
  }),
  takeoverSeconds: new Histogram({
    name: 'work_takeover_seconds',
    help: 'Time between the last heartbeat of a holder and the end of its lease',
    labelNames,
    buckets: [1, 2, 4, 6, 7, 8, 9, 10, 15, 30],
    registers: [register],
  }),
};
