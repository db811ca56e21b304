import { Fact } from '../../display/fact.js';
import { Icon } from '../../display/icon.js';
import { Moment } from '../../display/moment.js';
import { formatCost, formatCount } from '../../texts/format-amounts.js';
import { span } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { PhaseView } from '../../wire/build-contract.js';
import { previewAddress, type PhaseDecision } from '../../wire/builds-api.js';
import { PhaseArtifacts } from './phase-artifacts.js';
import { PhaseDecisions } from './phase-decisions.js';
import { PhaseNotes } from './phase-notes.js';
import { PhaseOutput } from './phase-output.js';
import { timeOf } from './phase-rules.js';
import { PhaseResult } from './phase-result.js';
import { StateBadge } from './state-badge.js';
import { useSeconds } from './use-seconds.js';

interface PhasePanelProps {
  phase: PhaseView;
  decisions: PhaseDecision[];
  isDeciding: boolean;
  problem: Error | null;
  onDecide: (decision: PhaseDecision) => void;
  onFile: (path: string) => void;
  onClose: () => void;
}

/** Everything that is known of one phase, what its agent writes just now included. */
export function PhasePanel({ phase, decisions, isDeciding, problem, onDecide, onFile, onClose }: PhasePanelProps) {
  const { t, language, reasonWord } = useBuildWords();
  const time = timeOf(phase, useSeconds(phase.state === 'running'));
  const { name, agent, state, model, reason, note, screenshot } = phase;
  return (
    <aside className="details phase-panel" aria-label={name} data-testid="phase">
      <header className="details-head">
        <h2>{name}</h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label={t('phase.close')}>
          <Icon name="close" />
        </button>
      </header>
      <StateBadge of="phase" state={state} />
      {state === 'reused' && <p className="soft phase-hint">{t('phase.reusedNote')}</p>}
      {state === 'waiting_approval' && <p className="soft phase-hint">{t('phase.approveNote')}</p>}
      {reason && (
        <p className="phase-reason" data-testid="phase-reason">
          <Icon name="warning" size={16} />
          <span>
            {t('phase.reason')}: {reasonWord(reason)} <span className="code">{reason}</span>
          </span>
        </p>
      )}
      <PhaseDecisions decisions={decisions} isDeciding={isDeciding} problem={problem} onDecide={onDecide} />
      <dl>
        <Fact name={t('phases.agent')}>{agent}</Fact>
        {model && <Fact name={t('phase.model')}>{model}</Fact>}
        <Fact name={t('phases.attempts')}>{phase.attempts || '–'}</Fact>
        {phase.startedAt && (
          <Fact name={t('phase.started')}>
            <Moment at={phase.startedAt} />
          </Fact>
        )}
        {time !== undefined && <Fact name={t('phases.time')}>{span(time, language)}</Fact>}
        {phase.tokens > 0 && <Fact name={t('phases.tokens')}>{formatCount(phase.tokens, language)}</Fact>}
        {phase.toolCalls > 0 && <Fact name={t('phase.tools')}>{formatCount(phase.toolCalls, language)}</Fact>}
        {phase.costMicros > 0 && <Fact name={t('phases.cost')}>{formatCost(phase.costMicros, language)}</Fact>}
        {phase.dependsOn.length > 0 && <Fact name={t('phases.dependsOn')}>{phase.dependsOn.join(', ')}</Fact>}
        {note && state === 'running' && <Fact name={t('phase.doing')}>{note}</Fact>}
      </dl>
      <PhaseOutput phase={phase} />
      <PhaseResult output={phase.output} />
      {screenshot && (
        <img className="phase-picture" src={previewAddress(screenshot)} alt={t('phase.screenshot')} loading="lazy" />
      )}
      <PhaseNotes notes={phase.notes} />
      {(phase.output !== null || phase.files.length > 0) && <PhaseArtifacts files={phase.files} onFile={onFile} />}
    </aside>
  );
}
