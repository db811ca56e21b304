import { memo } from 'react';
import { addressOfBuild } from '../../app/route.js';
import { useNow } from '../../app/use-now.js';
import { formatCost, formatShort } from '../../texts/format-amounts.js';
import { fullMoment, shortMoment } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildView } from '../../wire/build-contract.js';
import { ProgressBar } from '../build/progress-bar.js';
import { isOpen } from '../phases/phase-rules.js';
import { StateBadge } from '../phases/state-badge.js';

interface BuildRowProps {
  build: BuildView;
  isCurrent: boolean;
  ofConversation: string | undefined;
}

export const BuildRow = memo(function BuildRow({ build, isCurrent, ofConversation }: BuildRowProps) {
  const { t, language } = useBuildWords();
  const now = new Date(useNow());
  const { id, title, request, state, revision, createdAt, tokens, costMicros, savedMicros } = build;
  return (
    <li>
      <a
        href={addressOfBuild(id, ofConversation)}
        className="row build-row"
        data-testid="build-row"
        data-id={id}
        data-state={state}
        aria-current={isCurrent ? 'true' : undefined}
      >
        <span className="row-name">{title || t('build.untitled')}</span>
        {createdAt && (
          <time className="row-time" dateTime={createdAt} title={fullMoment(new Date(createdAt), language)}>
            {shortMoment(new Date(createdAt), now, language)}
          </time>
        )}
        <span className="row-preview" dir="auto">
          {request}
        </span>
        {isOpen(build) && <ProgressBar build={build} />}
        <span className="row-facts build-facts">
          <StateBadge of="build" state={state} />
          {revision > 1 && <span>{t('build.revision', { number: revision })}</span>}
          {tokens > 0 && <span>{t('build.tokens', { amount: formatShort(tokens, language) })}</span>}
          {costMicros > 0 && <span>{formatCost(costMicros, language)}</span>}
          {savedMicros > 0 && (
            <span className="reused" title={t('build.savedHint')}>
              {t('build.saved', { amount: formatCost(savedMicros, language) })}
            </span>
          )}
        </span>
      </a>
    </li>
  );
});
