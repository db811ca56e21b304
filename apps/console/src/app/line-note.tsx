import { useTranslation } from 'react-i18next';
import { useLine } from './line-context.js';

/** A dot and a word beside the title: whether what is shown is current. */
export function LineDot() {
  const { t } = useTranslation();
  const line = useLine();
  return (
    <span className="line-dot" data-line={line} data-testid="line" role="status">
      <span className="dot" aria-hidden="true" />
      {t(`app.${line}`)}
    </span>
  );
}

/** Says what a broken line means for the operator; takes its place over the list without moving it. */
export function LineNote() {
  const { t } = useTranslation();
  const line = useLine();
  if (line === 'live' || line === 'connecting') return null;
  return (
    <p className="line-note" role="status">
      {t(line === 'lost' ? 'app.offlineNote' : 'app.behindNote')}
    </p>
  );
}
