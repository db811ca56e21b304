import { firstView } from './first-view.js';
import { layOut } from './lay-out.js';

const chain = Array.from({ length: 12 }, (_, index) => ({
  name: `p${index}`,
  dependsOn: index > 0 ? [`p${index - 1}`] : [],
}));

describe(firstView, () => {
  it('shows all of a graph that fits, in the middle and never enlarged', () => {
    const layout = layOut(chain.slice(0, 2), 'TB');
    const { x, y, zoom } = firstView(layout, { width: 1_000, height: 800 }, undefined);
    expect(zoom).toBe(1);
    expect([x, y]).toEqual([(1_000 - layout.width) / 2, (800 - layout.height) / 2]);
  });

  it('stays readable in a graph that does not fit, and looks at the phase that matters', () => {
    const layout = layOut(chain, 'TB');
    const room = { width: 900, height: 500 };
    const place = layout.places.get('p6')!;
    const { y, zoom } = firstView(layout, room, 'p6');
    expect(zoom).toBeGreaterThanOrEqual(0.72);
    expect(place.y * zoom + y).toBeGreaterThan(0);
    expect(place.y * zoom + y).toBeLessThan(room.height);
  });

  it.each(['p0', 'p11', undefined])('leaves no empty margin at the ends: %s', (focus) => {
    const layout = layOut(chain, 'TB');
    const { y, zoom } = firstView(layout, { width: 900, height: 500 }, focus);
    expect(y).toBeLessThanOrEqual(0);
    expect(y + layout.height * zoom).toBeGreaterThanOrEqual(500 - 1e-6);
  });
});
