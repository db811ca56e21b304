import { formatCost, formatCount } from '../../texts/format-amounts.js';
import { span } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import { timeOf } from './phase-rules.js';
import type { PhasesProps } from './phase-graph.js';
import { StateBadge } from './state-badge.js';

const COLUMNS = ['name', 'state', 'agent', 'dependsOn', 'attempts', 'time', 'tokens', 'cost', 'note'] as const;

/** The same as the graph, in words: for those who do not see it, and for those who compare. */
export function PhaseList({ phases, nowMs, selected, onSelect }: PhasesProps) {
  const { t, language } = useBuildWords();
  const isRunning = phases.some(({ state }) => state === 'running');
  return (
    <div className="table-frame" role="region" tabIndex={0} aria-label={t('tab.phases')} data-testid="list">
      <table className="table">
        <thead>
          <tr>
            {COLUMNS.filter((column) => column !== 'note' || isRunning).map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`phases.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => {
            const time = timeOf(phase, nowMs);
            return (
              <tr key={phase.id} data-state={phase.state} data-selected={phase.id === selected}>
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    data-phase={phase.name}
                    aria-pressed={phase.id === selected}
                    onClick={() => onSelect(phase.id === selected ? undefined : phase.id)}
                  >
                    {phase.name}
                  </button>
                </th>
                <td>
                  <StateBadge of="phase" state={phase.state} />
                </td>
                <td>{phase.agent}</td>
                <td>{phase.dependsOn.join(', ') || '–'}</td>
                <td className="number">{phase.attempts || '–'}</td>
                <td className="number">{time === undefined ? '–' : span(time, language)}</td>
                <td className="number">{phase.tokens > 0 ? formatCount(phase.tokens, language) : '–'}</td>
                <td className="number">{phase.costMicros > 0 ? formatCost(phase.costMicros, language) : '–'}</td>
                {isRunning && <td>{phase.state === 'running' ? phase.note : ''}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
