import { useEffect, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { buildsApi } from '../../wire/builds-api.js';
import { followBuild } from '../../wire/follow-build.js';
import type { Line } from '../../wire/follow-line.js';
import { showNews } from './show-build.js';

const WITHOUT_LINE_MS = 5_000;

/** One build, kept current by its stream; of an earlier revision, which does not change, as it was. */
export function useBuild(id: string, revision?: number) {
  const client = useQueryClient();
  const [line, setLine] = useState<Line>('connecting');
  const newest = useQuery({
    queryKey: ['build', id],
    queryFn: ({ signal }) => buildsApi.open(id, 0, signal),
    refetchInterval: line === 'live' || line === 'connecting' ? false : WITHOUT_LINE_MS,
  });
  const isThere = newest.data !== undefined;
  useEffect(() => {
    if (!isThere) return undefined;
    return followBuild(id, {
      onNews: (news) => showNews(client, news),
      onLine: setLine,
      onRefused: () => void client.invalidateQueries({ queryKey: ['session'] }),
    });
  }, [id, isThere, client]);
  const isPast = revision !== undefined && newest.data !== undefined && revision !== newest.data.build.revision;
  const past = useQuery({
    queryKey: ['build', id, 'revision', revision],
    queryFn: ({ signal }) => buildsApi.open(id, revision!, signal),
    enabled: isPast,
  });
  return { newest, shown: isPast ? past : newest, isPast, line };
}
