import { type Layout, NODE } from './lay-out.js';

interface Room {
  width: number;
  height: number;
}

/** Smaller than this nobody reads it. */
const READABLE = 0.72;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Along one side: in the middle where all of it fits, else with the wanted spot in the middle, without empty margins. */
function shift(room: number, whole: number, zoom: number, spot: number): number {
  const size = whole * zoom;
  return size <= room ? (room - size) / 2 : clamp(room / 2 - spot * zoom, room - size, 0);
}

/** Where a graph is looked at first: all of it, or where it would be too small to read, the phase that matters now. */
export function firstView(
  layout: Layout,
  room: Room,
  focus: string | undefined,
): { x: number; y: number; zoom: number } {
  const fitting = Math.min(1, room.width / layout.width, room.height / layout.height);
  const zoom = fitting >= READABLE ? fitting : clamp(room.width / layout.width, READABLE, 1);
  const place = (focus !== undefined && layout.places.get(focus)) || { x: 0, y: 0 };
  return {
    zoom,
    x: shift(room.width, layout.width, zoom, place.x + NODE.width / 2),
    y: shift(room.height, layout.height, zoom, place.y + NODE.height / 2),
  };
}
