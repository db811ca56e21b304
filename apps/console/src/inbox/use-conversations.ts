import { useInfiniteQuery } from '@tanstack/react-query';
import { useSession } from '../app/session-context.js';
import { useLine } from '../app/line-context.js';
import { api, type Search } from '../wire/console-api.js';
import { belongsTo } from './merge-conversations.js';

/** News come by the stream of events; while that is broken, a list asks by itself now and then. */
const WITHOUT_LINE_MS = 10_000;

export function useConversations(search: Search) {
  const line = useLine();
  const { operator: me } = useSession();
  const list = useInfiniteQuery({
    queryKey: ['conversations', search],
    queryFn: ({ pageParam, signal }) => api.search(search, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    refetchInterval: line === 'live' ? false : WITHOUT_LINE_MS,
  });
  const conversations = (list.data?.pages ?? [])
    .flatMap((page) => page.conversations)
    .filter((one) => search.filter !== 'mine' || belongsTo('mine', one, me));
  return { list, conversations };
}
