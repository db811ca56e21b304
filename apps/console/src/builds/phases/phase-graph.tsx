import { useEffect, useMemo, useRef } from 'react';
import {
  Background,
  BackgroundVariant,
  MarkerType,
  type NodeChange,
  Panel,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Icon, type IconName } from '../../display/icon.js';
import { span } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { PhaseView } from '../../wire/build-contract.js';
import { firstView } from './first-view.js';
import { bestLayout, type Layout, NODE, routeName } from './lay-out.js';
import { type PhaseEdge, PhaseEdgeLine } from './phase-edge.js';
import { type PhaseNode, PhaseNodeBox } from './phase-node.js';
import { timeOf } from './phase-rules.js';
import { useRoom } from './use-room.js';

const nodeTypes = { phase: PhaseNodeBox };
const edgeTypes = { phase: PhaseEdgeLine };

export interface PhasesProps {
  phases: PhaseView[];
  /** The time, moving while one of them runs. */
  nowMs: number;
  /** Id of the phase that is open. */
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
}

/** Phases as a graph that can be moved and zoomed, but not changed. */
export function PhaseGraph(props: PhasesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  return (
    <div ref={frame} className="phase-graph" data-testid="graph">
      {room && (
        <ReactFlowProvider>
          <Graph {...props} room={room} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

function Graph({ phases, nowMs, selected, onSelect, room }: PhasesProps & { room: { width: number; height: number } }) {
  const { t } = useBuildWords();
  const { setViewport, viewportInitialized } = useReactFlow();
  const shape = JSON.stringify(phases.map(({ name, dependsOn }) => ({ name, dependsOn })));
  const layout = useMemo(
    () => bestLayout(JSON.parse(shape) as Pick<PhaseView, 'name' | 'dependsOn'>[], room),
    [shape, room],
  );
  const focus = focusOf(phases)?.name;
  const view = useMemo(() => firstView(layout, room, focus), [layout, room, focus]);
  useEffect(() => {
    if (viewportInitialized) void setViewport(view);
  }, [viewportInitialized, setViewport, view]);
  const nodes = useNodes(phases, layout, nowMs, selected);
  const edges = useMemo(() => toEdges(phases, layout), [phases, layout]);
  const onChanges = (changes: NodeChange<PhaseNode>[]): void => {
    const chosen = changes.filter((change) => change.type === 'select');
    const next = chosen.find((change) => change.selected);
    if (next) onSelect(next.id);
    else if (chosen.some(({ id }) => id === selected)) onSelect(undefined);
  };
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onChanges}
      defaultViewport={view}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      multiSelectionKeyCode={null}
      deleteKeyCode={null}
      selectionKeyCode={null}
      panOnScroll
      zoomOnDoubleClick={false}
      minZoom={0.3}
      maxZoom={1.5}
      aria-label={t('phases.graphLabel')}
      ariaLabelConfig={{
        'node.a11yDescription.default': t('phases.graphHelp'),
        'node.a11yDescription.keyboardDisabled': t('phases.graphHelp'),
      }}
    >
      <Background variant={BackgroundVariant.Dots} gap={18} size={1.2} />
      <ZoomButtons onFit={() => void setViewport(fitted(layout, room))} />
    </ReactFlow>
  );
}

const ZOOMS: readonly { icon: IconName; text: 'zoomIn' | 'zoomOut' }[] = [
  { icon: 'plus', text: 'zoomIn' },
  { icon: 'minus', text: 'zoomOut' },
];

function ZoomButtons({ onFit }: { onFit: () => void }) {
  const { t } = useBuildWords();
  const flow = useReactFlow();
  return (
    <Panel position="bottom-left" className="zoom-buttons">
      {ZOOMS.map(({ icon, text }) => (
        <button
          key={text}
          type="button"
          className="icon-button small"
          aria-label={t(`phases.${text}`)}
          onClick={() => void flow[text]()}
        >
          <Icon name={icon} size={16} />
        </button>
      ))}
      <button type="button" className="icon-button small" aria-label={t('phases.fit')} onClick={onFit}>
        <Icon name="fit" size={16} />
      </button>
    </Panel>
  );
}

/** All of it, however small. */
function fitted({ width, height }: Layout, room: { width: number; height: number }) {
  const zoom = Math.min(1, room.width / width, room.height / height);
  return { zoom, x: (room.width - width * zoom) / 2, y: (room.height - height * zoom) / 2 };
}

/** What runs or needs a person, else what failed; else the beginning is as good as any. */
const focusOf = (phases: readonly PhaseView[]): PhaseView | undefined =>
  ['waiting_approval', 'running', 'failed'].flatMap((state) => phases.filter((phase) => phase.state === state))[0];

function useNodes(phases: PhaseView[], layout: Layout, nowMs: number, selected: string | undefined): PhaseNode[] {
  const { language } = useBuildWords();
  const isAcross = layout.direction === 'LR';
  const { width, height } = NODE;
  return phases.map((phase): PhaseNode => {
    const time = timeOf(phase, nowMs);
    const isSelected = phase.id === selected;
    return {
      id: phase.id,
      type: 'phase',
      position: layout.places.get(phase.name) ?? { x: 0, y: 0 },
      data: { phase, time: time === undefined ? '' : span(time, language) },
      selected: isSelected,
      ...NODE,
      measured: NODE,
      handles: [
        { type: 'target', position: isAcross ? Position.Left : Position.Top, x: isAcross ? 0 : width / 2, y: isAcross ? height / 2 : 0, width: 1, height: 1 }, // prettier-ignore
        { type: 'source', position: isAcross ? Position.Right : Position.Bottom, x: isAcross ? width : width / 2, y: isAcross ? height / 2 : height, width: 1, height: 1 }, // prettier-ignore
      ],
      ariaRole: 'button',
      domAttributes: { 'aria-pressed': isSelected, 'aria-roledescription': undefined },
    };
  });
}

/** Ids are those of phases, which are known by name to each other. */
function toEdges(phases: readonly PhaseView[], layout: Layout): PhaseEdge[] {
  const ids = new Map(phases.map(({ name, id }) => [name, id]));
  return phases.flatMap(({ id, name, state, dependsOn }) =>
    dependsOn.flatMap((before): PhaseEdge[] => {
      const source = ids.get(before);
      if (source === undefined) return [];
      const isRunning = state === 'running';
      return [
        {
          id: `${source} ${id}`,
          type: 'phase',
          data: { route: layout.routes.get(routeName(before, name)) ?? [] },
          source,
          target: id,
          className: `edge-${state}`,
          animated: isRunning,
          markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: isRunning ? 'var(--accent)' : 'var(--line-strong)' }, // prettier-ignore
        },
      ];
    }),
  );
}
