import fc from 'fast-check';
import { ancestorsOf, cyclesOf } from './phase-graph.js';

const nodes = (edges: Record<string, string[]>) =>
  Object.entries(edges).map(([name, dependsOn]) => ({ name, dependsOn }));

describe(cyclesOf, () => {
  it('names each knot once, by its shortest way round', () => {
    const graph = nodes({ a: ['b', 'x'], b: ['c', 'a'], c: ['a'], x: [], y: ['z'], z: ['y'], s: ['s'], end: ['a'] });
    expect(cyclesOf(graph)).toEqual([['a', 'b'], ['y', 'z'], ['s']]);
  });

  it('finds a cycle exactly where a phase waits for itself', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const graphs = fc
      .array(fc.subarray(names), { minLength: 6, maxLength: 6 })
      .map((edges) => names.map((name, index) => ({ name, dependsOn: edges[index]! })));
    fc.assert(
      fc.property(graphs, (graph) => {
        const direct = new Map(graph.map(({ name, dependsOn }) => [name, dependsOn]));
        const knotted = [...ancestorsOf(graph)].filter(([name, above]) => above.has(name));
        const cycles = cyclesOf(graph);
        expect(cycles.length > 0).toBe(knotted.length > 0);
        for (const cycle of cycles) {
          cycle.forEach((name, index) => expect(direct.get(name)).toContain(cycle[(index + 1) % cycle.length]));
        }
      }),
    );
  });
});
