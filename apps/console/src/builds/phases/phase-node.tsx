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
  const { name, agent, state, tokens, costMicros, note, dependsOn } = phase;
  const word = wordFor('phaseState', state);
  return (
    <div className="phase-node" data-state={state}>
      <p className="phase-node-name">
        <span className="phase-node-sign">
          <Icon name={iconOf(state)} size={14} />
        </span>
        <span className="cut">{name}</span>
      </p>
      <p className="phase-node-agent cut">
        {state === 'running' && note ? note : [word, agent !== name && agent].filter(Boolean).join(' · ')}
      </p>
      <p className="phase-node-facts">
        {time && <span>{time}</span>}
        {tokens > 0 && <span>{t('build.tokens', { amount: formatShort(tokens, language) })}</span>}
        {costMicros > 0 && <span>{formatCost(costMicros, language)}</span>}
      </p>
      <span className="hidden">
        {state === 'running' && note && word}{' '}
        {dependsOn.length > 0 && t('phases.after', { phases: dependsOn.join(', ') })}
      </span>
    </div>
  );
}
