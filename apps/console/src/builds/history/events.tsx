import { useInfiniteQuery } from '@tanstack/react-query';
import { Notice } from '../../display/notice.js';
import { fullMoment, timeOfDay } from '../../texts/format-time.js';
import { useBuildWords } from '../../texts/use-build-words.js';
import type { BuildEventView, BuildView } from '../../wire/build-contract.js';
import { buildsApi } from '../../wire/builds-api.js';
import { isOpen } from '../phases/phase-rules.js';
import { detailOf } from './detail-of.js';

const WHILE_OPEN_MS = 3_000;
const COLUMNS = ['when', 'who', 'what', 'phase', 'revision', 'why'] as const;

/** Who did what to a build, when and why; oldest first. */
export function Events({ build }: { build: BuildView }) {
  const { t, reasonFor } = useBuildWords();
  const list = useInfiniteQuery({
    queryKey: ['build', build.id, 'events'],
    queryFn: ({ pageParam, signal }) => buildsApi.events(build.id, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    staleTime: 0,
    refetchInterval: isOpen(build) ? WHILE_OPEN_MS : false,
  });
  const events = list.data?.pages.flatMap((page) => page.events) ?? [];
  if (list.isError && events.length === 0)
    return <Notice icon="warning" title={t('history.failed')} hint={reasonFor(list.error)} />;
  return (
    <>
      <div className="table-frame" role="region" tabIndex={0} aria-label={t('history.events')} data-testid="events">
        <table className="table">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`history.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </tbody>
        </table>
      </div>
      {list.hasNextPage && (
        <button
          type="button"
          className="button quiet"
          disabled={list.isFetching}
          onClick={() => void list.fetchNextPage()}
        >
          {t('history.more')}
        </button>
      )}
    </>
  );
}

function EventRow({ event }: { event: BuildEventView }) {
  const { t, language, wordFor, reasonWord } = useBuildWords();
  const { at, by, type, phase, revision } = event;
  const detail = detailOf(event, {
    policy: (policy) => wordFor('history.policy', policy),
    revision: (number) => t('build.revision', { number }),
    reason: reasonWord,
  });
  return (
    <tr data-type={type}>
      <td className="number">
        {at && (
          <time dateTime={at} title={fullMoment(new Date(at), language)}>
            {timeOfDay(new Date(at), language)}
          </time>
        )}
      </td>
      <td>{by === 'contact' || by === 'system' ? t(`history.${by}`) : by}</td>
      <td>{wordFor('history.event', type)}</td>
      <td>{phase || '–'}</td>
      <td className="number">{revision}</td>
      <td className="why">{detail}</td>
    </tr>
  );
}
