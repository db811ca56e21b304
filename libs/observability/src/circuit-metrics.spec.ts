import { register } from 'prom-client';
import { createBreaker, createPlaces } from '#libs/resilience';
import './circuit-metrics.js';

describe('metrics of breakers and bounds', () => {
  const line = async (name: string, labels: string) =>
    (await register.metrics()).split('\n').find((text) => text.startsWith(`${name}{${labels}}`));

  it('show the state of a breaker, and count its openings', async () => {
    const breaker = createBreaker('agents.mcp.call', { upstream: 'shop', halfOpenAfterMs: 60_000 });
    const labels = 'edge="agents.mcp.call",upstream="shop"';
    expect(await line('circuit_state', labels)).toMatch(/ 0$/);
    const fail = () => Promise.reject(new Error('no'));
    for (let count = 0; count < 5; count += 1) await breaker.execute(fail).catch(() => undefined);
    expect(await line('circuit_state', labels)).toMatch(/ 2$/);
    expect(await line('circuit_openings_total', 'edge="agents.mcp.call"')).toMatch(/ 1$/);
  });

  it('show how full a bound is', async () => {
    const places = createPlaces('desk', 1, 5);
    let release = () => {};
    const first = places.execute(() => new Promise<void>((resolve) => (release = resolve)));
    const second = places.execute(async () => 'done');
    for (const [name, value] of Object.entries({ under_way: 1, at_once: 1, waiting: 1, waiting_limit: 5 }))
      expect(await line(`bound_${name}`, 'bound="desk"')).toBe(`bound_${name}{bound="desk"} ${value}`);
    release();
    await Promise.all([first, second]);
    expect(await line('bound_under_way', 'bound="desk"')).toMatch(/ 0$/);
  });
});
