import { bestLayout, layOut, NODE } from './lay-out.js';

const phases = [
  { name: 'plan', dependsOn: [] },
  { name: 'design', dependsOn: ['plan'] },
  { name: 'content', dependsOn: ['plan'] },
  { name: 'code', dependsOn: ['design', 'content'] },
];
const chain = Array.from({ length: 12 }, (_, index) => ({
  name: `p${index}`,
  dependsOn: index > 0 ? [`p${index - 1}`] : [],
}));

describe(layOut, () => {
  it.each([
    ['LR', 'x', NODE.width],
    ['TB', 'y', NODE.height],
  ] as const)('puts each phase behind what it depends on: %s', (direction, axis, size) => {
    const { places } = layOut(phases, direction);
    const at = (name: string) => places.get(name)![axis];
    for (const { name, dependsOn } of phases)
      for (const before of dependsOn) expect(at(name)).toBeGreaterThanOrEqual(at(before) + size);
    expect(at('design')).toBe(at('content'));
  });

  it('lets no two phases overlap', () => {
    const spots = [...layOut([...phases, { name: 'alone', dependsOn: [] }], 'TB').places.values()];
    for (const [index, a] of spots.entries())
      for (const b of spots.slice(index + 1))
        expect(Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height).toBe(true);
  });

  it('passes over what is not there: a plan may come later than its phases', () => {
    expect([...layOut([{ name: 'code', dependsOn: ['gone'] }], 'LR').places.keys()]).toEqual(['code']);
    expect(layOut([], 'LR').places.size).toBe(0);
  });
});

describe(bestLayout, () => {
  it('goes the way in which there is room', () => {
    expect(bestLayout(chain, { width: 400, height: 1_600 }).direction).toBe('TB');
    expect(bestLayout(chain, { width: 3_000, height: 300 }).direction).toBe('LR');
  });
});
