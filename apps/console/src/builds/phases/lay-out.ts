import { Graph, layout } from '@dagrejs/dagre';
import type { PhaseView } from '../../wire/build-contract.js';

export const NODE = { width: 208, height: 88 };
const MARGIN = 12;

export interface Layout {
  direction: 'TB' | 'LR';
  width: number;
  height: number;
  /** Upper left corner of each phase, by name. */
  places: ReadonlyMap<string, Point>;
  /** The way from one phase to another past those between, by `routeName`. */
  routes: ReadonlyMap<string, Point[]>;
}

export interface Point {
  x: number;
  y: number;
}

export const routeName = (before: string, name: string): string => `${before} ${name}`;

/** Phases in layers: each one behind everything that it depends on. */
export function layOut(phases: readonly Pick<PhaseView, 'name' | 'dependsOn'>[], direction: 'TB' | 'LR'): Layout {
  const graph = new Graph();
  graph.setGraph({ rankdir: direction, nodesep: 28, ranksep: 44, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  const names = new Set(phases.map(({ name }) => name));
  for (const name of names) graph.setNode(name, { ...NODE });
  for (const { name, dependsOn } of phases)
    for (const before of dependsOn) if (names.has(before)) graph.setEdge(before, name);
  layout(graph);
  const places = new Map<string, Point>();
  for (const name of names) {
    const { x = 0, y = 0 } = graph.node(name) as { x?: number; y?: number };
    places.set(name, { x: x - NODE.width / 2, y: y - NODE.height / 2 });
  }
  const spots = [...places.values()];
  const routes = graph.edges().map(({ v, w }): [string, Point[]] => {
    const { points = [] } = graph.edge(v, w) as { points?: Point[] };
    return [routeName(v, w), points.map(({ x, y }) => ({ x, y }))];
  });
  return {
    direction,
    places,
    routes: new Map(routes),
    width: Math.max(0, ...spots.map(({ x }) => x + NODE.width)) + MARGIN,
    height: Math.max(0, ...spots.map(({ y }) => y + NODE.height)) + MARGIN,
  };
}

/** Whichever direction shows it larger in this room. */
export function bestLayout(
  phases: readonly Pick<PhaseView, 'name' | 'dependsOn'>[],
  room: { width: number; height: number },
): Layout {
  const scale = ({ width, height }: Layout): number => Math.min(1, room.width / width, room.height / height);
  const [across, down] = [layOut(phases, 'LR'), layOut(phases, 'TB')];
  return scale(across) >= scale(down) ? across : down;
}
