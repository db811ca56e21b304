import { formatBytes } from '../../texts/format-amounts.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { FileView } from '../../wire/build-contract.js';

/** The files of the workspace after a phase; each opens where all files are read. */
export function PhaseArtifacts({ files, onFile }: { files: FileView[]; onFile: (path: string) => void }) {
  const { t, language } = useBuildWords();
  return (
    <>
      <h3>{t('phase.files')}</h3>
      {files.length === 0 ? (
        <p className="soft">{t('phase.noFiles')}</p>
      ) : (
        <ul className="artifacts" data-testid="artifacts">
          {files.map(({ path, size }) => (
            <li key={path}>
              <button type="button" className="link code" onClick={() => onFile(path)}>
                {path}
              </button>
              <span className="soft">{formatBytes(size, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
