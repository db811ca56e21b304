import { type Edge, edges } from './edges.js';

describe('the table of edges', () => {
  it.each(Object.entries<Edge>(edges))('%s has a deadline, and one layer that repeats it if any', (_, edge) => {
    expect(edge.deadlineMs).toBeGreaterThan(0);
    expect(edge.attempts).toBeGreaterThan(0);
    if (edge.retries === 'none') expect(edge.attempts).toBe(1);
    if (edge.retries === 'grpc') expect([2, 3, 4, 5]).toContain(edge.attempts); // gRPC allows no others
  });

  it('answers a webhook within the two seconds that Meta waits', () => {
    expect(edges['gateway.orchestrator.acceptMessages'].deadlineMs).toBeLessThan(2_000);
    expect(edges['gateway.notifier.recordStatuses'].deadlineMs).toBeLessThan(2_000);
  });

  it('never repeats a send below the protocol that resolves ambiguous ones', () => {
    expect(edges['notifier.whatsapp.send']).toMatchObject({ attempts: 1, retries: 'work' });
  });
});
