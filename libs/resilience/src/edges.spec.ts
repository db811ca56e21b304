import type { Edge } from './edge.js';
import { edges } from './edges.js';

const rows = Object.entries<Edge>(edges);

describe('the table of edges', () => {
  it.each(rows)('%s has a deadline, and one layer that repeats it if any', (_, edge) => {
    expect(edge.deadlineMs).toBeGreaterThan(0);
    expect(edge.attempts).toBeGreaterThan(0);
    const repeatsItself = edge.retries !== 'none' && edge.retries !== 'work';
    expect(edge.attempts > 1).toBe(repeatsItself);
    expect(edge.backoff !== undefined).toBe(repeatsItself);
    if (edge.retries === 'grpc') expect([2, 3, 4, 5]).toContain(edge.attempts); // gRPC allows no others
  });

  it('answers a webhook within the two seconds that Meta waits', () => {
    expect(edges['gateway.orchestrator.acceptMessages'].deadlineMs).toBeLessThan(2_000);
    expect(edges['gateway.notifier.recordStatuses'].deadlineMs).toBeLessThan(2_000);
  });

  it('never repeats a send below the protocol that resolves ambiguous ones', () => {
    expect(edges['notifier.whatsapp.send']).toMatchObject({ attempts: 1, retries: 'work' });
  });

  it('leaves a model alone for a minute and a number for half of one', () => {
    expect(edges['agents.model.messages'].breaker).toEqual({ failures: 5, halfOpenAfterMs: 60_000, per: 'model' });
    expect(edges['notifier.whatsapp.send'].breaker).toEqual({ failures: 3, halfOpenAfterMs: 30_000, per: 'number' });
  });

  it.each(rows)('%s holds a bounded number of calls', (_, { bulkhead }) => {
    if ('bound' in bulkhead) expect(bulkhead.bound).not.toBe('');
    else expect(bulkhead.atOnce).toBeGreaterThan(0);
  });
});
