import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView, RevisionView } from '../../wire/build-contract.js';
import { Events } from './events.js';
import { Revisions } from './revisions.js';

export interface HistoryProps {
  build: BuildView;
  revisions: RevisionView[];
  onShow: (number: number) => void;
  onCompare: (compared: { from: number; to: number }) => void;
  onRestore: (number: number) => void;
}

/** How the build came to be what it is: its revisions, and the record of who did what. */
export function History(props: HistoryProps) {
  const { t } = useBuildWords();
  return (
    <div className="history">
      <section>
        <h3>{t('history.revisions')}</h3>
        <Revisions {...props} />
      </section>
      <section>
        <h3>{t('history.events')}</h3>
        <Events build={props.build} />
      </section>
    </div>
  );
}
