import { useQuery } from '@tanstack/react-query';
import { Icon } from '../../display/icon.js';
import { Notice } from '../../display/notice.js';
import { formatBytes } from '../../texts/format-amounts.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView, PhaseView } from '../../wire/build-contract.js';
import { buildsApi } from '../../wire/builds-api.js';
import { isOpen } from '../phases/phase-rules.js';
import { FileText } from './file-text.js';

const WHILE_OPEN_MS = 4_000;

interface FileBrowserProps {
  build: BuildView;
  /** Number of the revision that is shown. */
  revision: number;
  path: string | undefined;
  onPath: (path: string) => void;
  /** The phase whose files led here. */
  phase: PhaseView | undefined;
}

/** The files of a revision as they stand, and the text of one. */
export function FileBrowser({ build, revision, path, onPath, phase }: FileBrowserProps) {
  const { t, language, reasonFor } = useBuildWords();
  const list = useQuery({
    queryKey: ['build', build.id, 'files', revision],
    queryFn: ({ signal }) => buildsApi.files(build.id, revision, signal),
    refetchInterval: isOpen(build) && revision === build.revision ? WHILE_OPEN_MS : false,
  });
  const files = list.data?.files ?? [];
  if (list.isError && files.length === 0)
    return <Notice icon="warning" title={t('files.failed')} hint={reasonFor(list.error)} />;
  if (files.length === 0)
    return <Notice icon="document" title={t('files.none')} hint={list.isPending ? undefined : t('files.noneHint')} />;
  const open =
    files.find((file) => file.path === path) ?? files.find((file) => file.path === 'index.html') ?? files[0]!;
  const ofPhase = phase?.files.find((file) => file.path === open.path);
  return (
    <div className="files">
      <ul className="file-list" aria-label={t('files.label', { number: revision })}>
        {files.map((file) => (
          <li key={file.path}>
            <button
              type="button"
              className="file"
              aria-pressed={file.path === open.path}
              data-path={file.path}
              onClick={() => onPath(file.path)}
            >
              <Icon name="document" size={16} />
              <span className="cut">{file.path}</span>
              <span className="soft">{formatBytes(file.size, language)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="file-view">
        {ofPhase && ofPhase.sha256 !== open.sha256 && <p className="strip warning">{t('files.later')}</p>}
        <FileText buildId={build.id} revision={revision} file={open} />
      </div>
    </div>
  );
}
