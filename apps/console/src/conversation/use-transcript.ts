import { useInfiniteQuery } from '@tanstack/react-query';
import { useLine } from '../app/line-context.js';
import { api } from '../wire/console-api.js';
import type { Transcript } from '../wire/console-contract.js';
import { hasUnsettled } from './has-unsettled.js';

/** The stream of events tells of messages, not of ticks: those are asked for while one may still change. */
const TICKS_MS = 2_500;
const WITHOUT_LINE_MS = 8_000;

export function useTranscript(id: string) {
  const line = useLine();
  const query = useInfiniteQuery({
    queryKey: ['transcript', id],
    queryFn: ({ pageParam, signal }) => api.open(id, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ previousPageToken }: Transcript) => previousPageToken || undefined,
    staleTime: 2_000,
    refetchInterval: ({ state }) => {
      if (state.data && hasUnsettled(state.data.pages[0]?.entries ?? [], Date.now())) return TICKS_MS;
      return line === 'live' ? false : WITHOUT_LINE_MS;
    },
  });
  const pages = query.data?.pages ?? [];
  return {
    query,
    conversation: pages[0]?.conversation,
    knowsDeliveries: pages[0]?.knowsDeliveries ?? true,
    entries: pages.toReversed().flatMap(({ entries }) => entries),
  };
}
