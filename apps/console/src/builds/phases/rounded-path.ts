import type { Point } from './lay-out.js';

const at = ({ x, y }: Point): string => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** A path for SVG along points, its corners rounded; straight at both ends. Empty with fewer than two. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  const curves = rest.map((corner, index) => {
    const next = rest[index + 1];
    return `Q${at(corner)} ${at(next ? between(corner, next) : between(corner, last))}`;
  });
  const begin = rest[0] ? `L${at(between(first, rest[0]))}` : '';
  return [`M${at(first)}`, begin, ...curves, `L${at(last)}`].filter(Boolean).join(' ');
}
