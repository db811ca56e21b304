import { useBuildWords } from '../../texts/use-build-words.js';
import type { AgentNoteView } from '../../wire/build-contract.js';

/** What agents said to each other about a phase. */
export function PhaseNotes({ notes }: { notes: AgentNoteView[] }) {
  const { t, wordFor } = useBuildWords();
  if (notes.length === 0) return null;
  return (
    <>
      <h3>{t('phase.notes')}</h3>
      <ul className="notes" data-testid="notes">
        {notes.map(({ from, to, kind, text }, index) => (
          <li key={index} className="note">
            <p className="note-head">
              <span className="tag">{wordFor('phase.kind', kind)}</span> {t('phase.to', { from, to })}
            </p>
            <p className="note-text">{text}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
