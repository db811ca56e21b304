import { useState } from 'react';
import type { BuildDetail, PhaseView } from '../../wire/build-contract.js';
import { Changes, type Compared } from '../files/changes.js';
import { FileBrowser } from '../files/file-browser.js';
import { History } from '../history/history.js';
import { PhasesView } from '../phases/phases-view.js';
import { SitePreview } from '../site/site-preview.js';
import { Timeline } from '../timeline/timeline.js';
import { panelOf, type Tab } from './tabs.js';

interface BuildTabProps {
  tab: Tab;
  /** Of the revision that is shown. */
  detail: BuildDetail;
  newest: BuildDetail;
  revision: number;
  phase: PhaseView | undefined;
  path: string | undefined;
  onPhase: (id: string | undefined) => void;
  onPath: (path: string) => void;
  onRevision: (number: number) => void;
  onTab: (tab: Tab) => void;
  onRestore: (number: number) => void;
}

/** The part of the build that is chosen. */
export function BuildTab(props: BuildTabProps) {
  const [chosen, setChosen] = useState<Compared>();
  return (
    <div {...panelOf(props.tab)} className="tab-panel" data-tab={props.tab}>
      <Part
        {...props}
        compared={chosen ?? defaultOf(props)}
        onCompare={(compared) => {
          setChosen(compared);
          props.onTab('changes');
        }}
      />
    </div>
  );
}

/** The revision that is shown, beside the one that it was made from. */
function defaultOf({ newest: { revisions }, revision }: BuildTabProps): Compared {
  const parent = revisions.find(({ number }) => number === revision)?.parent ?? 0;
  return { from: parent || Math.max(1, revision - 1), to: revision };
}

function Part(props: BuildTabProps & { compared: Compared; onCompare: (compared: Compared) => void }) {
  const { tab, detail, newest, revision, phase, path, compared } = props;
  const { build, revisions } = newest;
  if (tab === 'phases') return <PhasesView phases={detail.phases} selected={phase?.id} onSelect={props.onPhase} />;
  if (tab === 'timeline') return <Timeline phases={detail.phases} onSelect={props.onPhase} />;
  if (tab === 'changes')
    return <Changes build={build} revisions={revisions} compared={compared} onCompare={props.onCompare} />;
  if (tab === 'files')
    return <FileBrowser build={build} revision={revision} path={path} onPath={props.onPath} phase={phase} />;
  if (tab === 'site') return <SitePreview build={build} screenshot={pictureOf(detail, revision === build.revision)} />;
  return (
    <History
      build={build}
      revisions={revisions}
      onShow={props.onRevision}
      onCompare={props.onCompare}
      onRestore={props.onRestore}
    />
  );
}

/** The last picture that was taken in a revision; of the newest one, that of the build where it has none of its own. */
const pictureOf = ({ build, phases }: BuildDetail, isNewest: boolean): string =>
  phases.findLast(({ screenshot }) => screenshot !== '')?.screenshot ?? (isNewest ? build.screenshot : '');
