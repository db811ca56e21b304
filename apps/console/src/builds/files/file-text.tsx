import { useQuery } from '@tanstack/react-query';
import { Notice } from '../../display/notice.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { FileView } from '../../wire/build-contract.js';
import { buildsApi } from '../../wire/builds-api.js';

interface FileTextProps {
  buildId: string;
  revision: number;
  file: FileView;
}

/** The text of one file; its hash is part of what is asked for, so that a known text stays and a new one is fetched. */
export function FileText({ buildId, revision, file: { path, sha256 } }: FileTextProps) {
  const { t, reasonFor } = useBuildWords();
  const content = useQuery({
    queryKey: ['build-file', buildId, path, sha256],
    queryFn: ({ signal }) => buildsApi.file(buildId, revision, path, signal),
    staleTime: Infinity,
  });
  if (content.isError) return <Notice icon="warning" title={t('files.fileFailed')} hint={reasonFor(content.error)} />;
  if (!content.data) return <Notice icon="document" title={path} />;
  const { text, isCut } = content.data;
  if (text === null) return <Notice icon="image" title={path} hint={t('files.noText')} />;
  return (
    <>
      <pre
        className="file-text"
        tabIndex={0}
        role="region"
        aria-label={t('files.contents', { path })}
        data-testid="file"
      >
        {text}
      </pre>
      {isCut && <p className="strip warning">{t('files.cut')}</p>}
    </>
  );
}
