import type { Node, NodeProps } from '@xyflow/react';
import { Icon } from '../../display/icon.js';
import { formatCost, formatShort } from '../../texts/format-amounts.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { PhaseView } from '../../wire/build-contract.js';
import { iconOf } from './state-badge.js';

export type PhaseNode = Node<{ phase: PhaseView; time: string }, 'phase'>;

/** One phase in the graph: how it stands, who does it, and what it took so far. */
export function PhaseNodeBox({ data: { phase, time } }: NodeProps<PhaseNode>) {
  const { t, language, wordFor } = useBuildWords();
  const { name, agent, state, tokens, costMicros, note } = phase;
  return (
    <div className="phase-node" data-state={state}>
      <p className="phase-node-name">
        <span className="phase-node-sign">
          <Icon name={iconOf(state)} size={14} />
        </span>
        <span className="cut">{name}</span>
      </p>
      <p className="phase-node-agent cut">
        {state === 'running' && note ? note : agent !== name ? agent : wordFor('phaseState', state)}
      </p>
      <p className="phase-node-facts">
        {time ? <span>{time}</span> : <span>{wordFor('phaseState', state)}</span>}
        {tokens > 0 && <span>{t('build.tokens', { amount: formatShort(tokens, language) })}</span>}
        {costMicros > 0 && <span>{formatCost(costMicros, language)}</span>}
      </p>
    </div>
  );
}
