import { Icon, type IconName } from '../../display/icon.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { PhaseDecision } from '../../wire/builds-api.js';

const icons: Record<PhaseDecision, IconName> = { approve: 'sent', retry: 'replay', skip: 'skip' };

interface PhaseDecisionsProps {
  decisions: PhaseDecision[];
  isDeciding: boolean;
  problem: Error | null;
  onDecide: (decision: PhaseDecision) => void;
}

/** What a person may decide about a phase now, and why the last decision was refused. */
export function PhaseDecisions({ decisions, isDeciding, problem, onDecide }: PhaseDecisionsProps) {
  const { t, reasonFor } = useBuildWords();
  return (
    <>
      {decisions.length > 0 && (
        <div className="phase-decisions">
          {decisions.map((decision, index) => (
            <button
              key={decision}
              type="button"
              className={index === 0 ? 'button primary' : 'button'}
              disabled={isDeciding}
              data-testid={`phase-${decision}`}
              onClick={() => onDecide(decision)}
            >
              <Icon name={icons[decision]} size={16} /> {t(`phase.${decision}`)}
            </button>
          ))}
        </div>
      )}
      <p className="form-problem" role="alert" hidden={!problem}>
        {problem && reasonFor(problem)}
      </p>
    </>
  );
}
