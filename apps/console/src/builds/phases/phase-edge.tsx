import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import type { Point } from './lay-out.js';
import { roundedPath } from './rounded-path.js';

export type PhaseEdge = Edge<{ route: Point[] }, 'phase'>;

/** The way from a phase to one that builds on it, around what stands between. */
export function PhaseEdgeLine({ data, markerEnd }: EdgeProps<PhaseEdge>) {
  return <BaseEdge path={roundedPath(data?.route ?? [])} markerEnd={markerEnd} />;
}
