import { useState } from 'react';
import { recall, remember } from '../../app/preferences.js';
import { Icon, type IconName } from '../../display/icon.js';
import { Notice } from '../../display/notice.js';
import { useKeys } from '../../keyboard/use-keys.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { PhaseView } from '../../wire/build-contract.js';
import { PhaseGraph } from './phase-graph.js';
import { PhaseList } from './phase-list.js';
import { useSeconds } from './use-seconds.js';

const VIEWS: readonly { view: 'graph' | 'list'; icon: IconName }[] = [
  { view: 'graph', icon: 'graph' },
  { view: 'list', icon: 'lines' },
];

interface PhasesViewProps {
  phases: PhaseView[];
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
}

/** The phases, as a graph or as a list with the same content; the choice is remembered. */
export function PhasesView({ phases, selected, onSelect }: PhasesViewProps) {
  const { t } = useBuildWords();
  const [view, setView] = useState(recall('phases') === 'list' ? 'list' : 'graph');
  const nowMs = useSeconds(phases.some(({ state }) => state === 'running'));
  const choose = (chosen: string): void => {
    setView(chosen);
    remember('phases', chosen);
  };
  useKeys({ v: () => choose(view === 'graph' ? 'list' : 'graph') });
  if (phases.length === 0) return <Notice icon="layers" title={t('phases.none')} hint={t('phases.noneHint')} />;
  const Shown = view === 'list' ? PhaseList : PhaseGraph;
  return (
    <div className="phases" data-view={view}>
      <div className="segments" role="group" aria-label={t('phases.view')}>
        {VIEWS.map(({ view: name, icon }) => (
          <button
            key={name}
            type="button"
            className="segment"
            aria-pressed={name === view}
            data-testid={`view-${name}`}
            onClick={() => choose(name)}
          >
            <Icon name={icon} size={16} /> {t(`phases.${name}`)}
          </button>
        ))}
      </div>
      <Shown phases={phases} nowMs={nowMs} selected={selected} onSelect={onSelect} />
    </div>
  );
}
