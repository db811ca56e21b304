import { createBreaker } from '#libs/resilience';
import { CircuitBoard } from './circuit-board.js';
import { RedisStore } from './redis-store.js';

describe(CircuitBoard.name, () => {
  const store = new RedisStore(process.env['TEST_REDIS_URL']!);
  const board = new CircuitBoard(store);
  const upstream = `shop ${process.pid}`;
  const breaker = createBreaker('agents.mcp.call', { upstream });

  const posts = () =>
    store
      .run((redis) => redis.zrange('circuits', 0, -1))
      .then(
        (members) => members.filter((member) => member.includes(upstream)),
        () => undefined,
      );

  beforeAll(async () => {
    while ((await posts()) === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  });
  afterAll(() => store.close());

  it('shows what a process leaves alone until that one says no more of it', async () => {
    await board.post();
    expect(await posts()).toEqual([]); // nothing is open: the control
    const fail = () => Promise.reject(new Error('no'));
    for (let count = 0; count < 5; count += 1) await breaker.execute(fail).catch(() => undefined);
    await board.post();
    await board.post();
    expect(await posts()).toHaveLength(1);
    const shown = (await board.read()).filter((circuit) => circuit.upstream === upstream);
    expect(shown).toEqual([{ edge: 'agents.mcp.call', upstream, since: breaker.since }]);
  });

  it('is not disturbed by what it cannot read, and shows what it knows itself when Redis is away', async () => {
    await store.run((redis) => redis.zadd('circuits', Date.now() + 1_000, 'nonsense', Date.now() + 1_000, '{}'));
    expect((await board.read()).map((circuit) => circuit.upstream)).toContain(upstream);
    const away = new RedisStore('redis://127.0.0.1:1');
    expect((await new CircuitBoard(away).read()).map((circuit) => circuit.upstream)).toContain(upstream);
    await away.close();
  });
});
