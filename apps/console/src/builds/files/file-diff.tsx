import { useMemo, useState } from 'react';
import { Icon } from '../../display/icon.js';
import { formatBytes } from '../../texts/format-amounts.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { FileChange } from '../../wire/build-contract.js';
import { patchLines } from './patch-lines.js';

/** What changed in one file; drawn when it is opened. */
export function FileDiff({ change, isOpenAtFirst }: { change: FileChange; isOpenAtFirst: boolean }) {
  const { t, language } = useBuildWords();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const { path, kind, added, removed, patch, sizeBefore, sizeAfter } = change;
  return (
    <details
      className="file-diff"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      data-path={path}
    >
      <summary>
        <Icon name="chevron" size={14} />
        <span className="code file-path">{path}</span>
        <span className="tag" data-kind={kind}>
          {t(`changes.kind.${kind}`)}
        </span>
        {patch !== null && (
          <span className="diff-count">
            <span aria-hidden="true">
              <span className="diff-added">+{added}</span> <span className="diff-removed">−{removed}</span>
            </span>
            <span className="hidden">{t('changes.lines', { added, removed })}</span>
          </span>
        )}
      </summary>
      {isOpen &&
        (patch === null ? (
          <p className="soft file-hint">
            {t('changes.noPatch', {
              before: formatBytes(sizeBefore, language),
              after: formatBytes(sizeAfter, language),
            })}
          </p>
        ) : (
          <Lines path={path} patch={patch} />
        ))}
    </details>
  );
}

const signs = { added: '+', removed: '−', same: ' ' } as const;

function Lines({ path, patch }: { path: string; patch: string }) {
  const { t } = useBuildWords();
  const lines = useMemo(() => patchLines(patch), [patch]);
  return (
    <div className="diff-frame" role="region" tabIndex={0} aria-label={path}>
      <table className="diff">
        <thead className="hidden">
          <tr>
            <th scope="col">{t('changes.old')}</th>
            <th scope="col">{t('changes.new')}</th>
            <th scope="col">{t('changes.text')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ kind, text, before, after }, index) =>
            kind === 'gap' ? (
              <tr key={index} className="diff-gap">
                <td colSpan={3}>{t('changes.hunk', { line: after })}</td>
              </tr>
            ) : (
              <tr key={index} data-kind={kind}>
                <td className="diff-number">{before}</td>
                <td className="diff-number">{after}</td>
                <td className="diff-text">
                  <span className="diff-sign" aria-hidden="true">
                    {signs[kind]}
                  </span>
                  {kind !== 'same' && <span className="hidden">{t(`changes.sign.${kind}`)}: </span>}
                  {text}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
