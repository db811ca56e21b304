import { Counter, Gauge, register } from 'prom-client';
import { bounds, type BoundState, circuits } from '#libs/resilience';

const states = { closed: 0, 'half-open': 1, open: 2 };

/** Of every breaker of the process; read when somebody looks. */
new Gauge({
  name: 'circuit_state',
  help: 'Breakers by edge and peer: 0 closed, 1 half-open while a probe is under way, 2 open; numbers are named by a hash',
  labelNames: ['edge', 'upstream'] as const,
  registers: [register],
  collect() {
    this.reset(); // peers come and go
    for (const { edge, upstream, state } of circuits.list()) this.set({ edge, upstream }, states[state]);
  },
});

const openings = new Counter({
  name: 'circuit_openings_total',
  help: 'How often a breaker opened that was closed, by edge',
  labelNames: ['edge'] as const,
  registers: [register],
});
circuits.onOpening((edge) => openings.inc({ edge }));

/** Of every bound that is shown: places, slots, batches, work in flight. */
const gauge = (name: string, help: string, read: (bound: BoundState) => number) =>
  new Gauge({
    name,
    help,
    labelNames: ['bound'] as const,
    registers: [register],
    collect() {
      this.reset();
      for (const bound of bounds.list()) this.set({ bound: bound.name }, read(bound));
    },
  });
gauge('bound_under_way', 'What is under way within a bound', ({ underWay }) => underWay);
gauge('bound_at_once', 'What may be under way at once', ({ atOnce }) => atOnce);
gauge('bound_waiting', 'What waits for a place within a bound', ({ waiting }) => waiting);
gauge('bound_waiting_limit', 'What may wait; one more is refused', ({ mayWait }) => mayWait);
