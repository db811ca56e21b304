import { useBuildWords } from '../../texts/use-build-words.js';
import { Events } from './events.js';
import { Revisions, type RevisionsProps } from './revisions.js';

/** How the build came to be what it is: its revisions, and the record of who did what. */
export function History(props: RevisionsProps) {
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
