import { useBuildWords } from '../../texts/use-build-words.js';
import { type BuildStateView, buildStates } from '../../wire/build-contract.js';

interface StateFilterProps {
  state: BuildStateView | '';
  onChange: (state: BuildStateView | '') => void;
}

export function StateFilter({ state: current, onChange }: StateFilterProps) {
  const { t } = useBuildWords();
  return (
    <div className="filters" role="group" aria-label={t('list.filters')}>
      {(['', ...buildStates] as const).map((state) => (
        <button
          key={state}
          type="button"
          className="filter"
          data-filter={state || 'all'}
          aria-pressed={state === current}
          onClick={() => onChange(state)}
        >
          {state === '' ? t('list.all') : t(`state.${state}`)}
        </button>
      ))}
    </div>
  );
}
