import { useInfiniteQuery } from '@tanstack/react-query';
import { buildsApi, type BuildSearch } from '../../wire/builds-api.js';
import type { BuildPage } from '../../wire/build-contract.js';
import { isOpen } from '../phases/phase-rules.js';

const WHILE_OPEN_MS = 2_500;
const QUIET_MS = 8_000;

/** Lists ask by themselves: often while something runs in them, else now and then. */
export function useBuilds(search: BuildSearch) {
  const list = useInfiniteQuery({
    queryKey: ['builds', search],
    queryFn: ({ pageParam, signal }) => buildsApi.search(search, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextPageToken }: BuildPage) => nextPageToken || undefined,
    staleTime: 1_000,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ builds }) => builds.some(isOpen)) ? WHILE_OPEN_MS : QUIET_MS,
  });
  return { list, builds: list.data?.pages.flatMap((page) => page.builds) ?? [] };
}
