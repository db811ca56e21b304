import { useState } from 'react';
import { useKeys } from '../../keyboard/use-keys.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildDetail } from '../../wire/build-contract.js';
import { decisionsOn } from '../phases/phase-rules.js';
import { PhasePanel } from '../phases/phase-panel.js';
import { type Asked, BuildDialogs } from './build-dialogs.js';
import { BuildHeader } from './build-header.js';
import { BuildStrips } from './build-strips.js';
import { BuildTab } from './build-tab.js';
import { BuildTotals } from './build-totals.js';
import { NoBuild } from './no-build.js';
import { RefineBox } from './refine-box.js';
import { StandstillStrip } from './standstill-strip.js';
import { type Tab, Tabs } from './tabs.js';
import { useBuild } from './use-build.js';
import { useBuildActions } from './use-build-actions.js';
import { useEscape } from './use-escape.js';

const focusRefine = (): void => document.getElementById('refine')?.focus();

/** One build: how it goes, what it gave, and what an operator may do about it. */
export function BuildPane({ id }: { id: string }) {
  const { t } = useBuildWords();
  const [revision, setRevision] = useState<number>();
  const [tab, setTab] = useState<Tab>('phases');
  const [phaseId, setPhaseId] = useState<string>();
  const [path, setPath] = useState<string>();
  const [asked, setAsked] = useState<Asked>();
  const { newest, shown, isPast, line } = useBuild(id, revision);
  const actions = useBuildActions(id);
  useKeys({ r: focusRefine });
  useEscape(phaseId !== undefined, () => closePhase(phaseId, setPhaseId));

  if (!newest.data) return <NoBuild error={newest.error} onRetry={() => void newest.refetch()} />;
  const { build, revisions } = newest.data;
  const detail: BuildDetail = shown.data ?? { build, revisions, phases: [] };
  const number = isPast ? revision! : build.revision;
  const phase = detail.phases.find((one) => one.id === phaseId);
  const show = (chosen: number): void => {
    setRevision(chosen === build.revision ? undefined : chosen);
    setPhaseId(undefined);
  };
  return (
    <>
      <div className="conversation build" data-testid="build">
        <BuildHeader build={build} onCancel={() => setAsked({ act: 'cancel' })} />
        <BuildTotals build={build} revisions={revisions} shown={number} onRevision={show} />
        <StandstillStrip build={build} phases={newest.data.phases} resume={actions.resume} />
        <BuildStrips
          build={build}
          line={line}
          past={isPast ? number : undefined}
          problem={shown.error}
          onNewest={() => show(build.revision)}
          onRestore={() => setAsked({ act: 'restore', revision: number })}
        />
        <Tabs tab={tab} onChange={setTab} />
        <BuildTab
          tab={tab}
          detail={detail}
          newest={newest.data}
          revision={number}
          phase={phase}
          path={path}
          onPhase={(chosen) => {
            setPhaseId(chosen);
            actions.decide.reset();
          }}
          onPath={setPath}
          onRevision={(chosen) => {
            show(chosen);
            setTab('phases');
          }}
          onTab={setTab}
          onRestore={(chosen) => setAsked({ act: 'restore', revision: chosen })}
        />
        <RefineBox refine={actions.refine} />
        <p className="hidden" role="status">
          {t(`state.${build.state}`)}
        </p>
      </div>
      {phase && (
        <PhasePanel
          key={phase.id}
          phase={phase}
          decisions={isPast ? [] : decisionsOn(build, phase)}
          isDeciding={actions.decide.isPending}
          problem={asked ? null : actions.decide.error}
          onDecide={(decision) =>
            decision === 'skip'
              ? setAsked({ act: 'skip', phase })
              : actions.decide.mutate({ phaseId: phase.id, decision })
          }
          onFile={(file) => {
            setPath(file);
            setTab('files');
          }}
          onClose={() => closePhase(phaseId, setPhaseId)}
        />
      )}
      {asked && (
        <BuildDialogs
          asked={asked}
          build={build}
          actions={actions}
          onClose={() => {
            setAsked(undefined);
            for (const action of [actions.cancel, actions.rollback, actions.decide]) action.reset();
          }}
        />
      )}
    </>
  );
}

/** The focus goes back to where the phase was opened. */
function closePhase(id: string | undefined, set: (id: undefined) => void): void {
  set(undefined);
  if (id === undefined) return;
  const opener = document.querySelector<HTMLElement>(
    '[role="tabpanel"] [aria-pressed="true"][role="button"], [role="tabpanel"] th [aria-pressed="true"]',
  );
  opener?.focus();
}
