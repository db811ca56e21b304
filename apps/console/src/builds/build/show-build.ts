import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { BuildDetail, BuildPage, BuildView } from '../../wire/build-contract.js';
import type { NewsOfBuild } from '../../wire/follow-build.js';
import { lacksRevision, mergeNews } from './merge-news.js';

/** Puts a build as it is now into the lists that have it; in which ones it belongs, the next look at them says. */
function showInLists(client: QueryClient, build: BuildView): void {
  client.setQueriesData<InfiniteData<BuildPage, string>>({ queryKey: ['builds'] }, (data) => {
    if (!data?.pages.some(({ builds }) => builds.some(({ id }) => id === build.id))) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      builds: page.builds.map((known) => (known.id === build.id ? build : known)),
    }));
    return { ...data, pages };
  });
}

export function showNews(client: QueryClient, news: NewsOfBuild): void {
  const queryKey = ['build', news.build.id];
  const detail = client.setQueryData<BuildDetail>(queryKey, (known) => known && mergeNews(known, news));
  if (detail && lacksRevision(detail)) void client.invalidateQueries({ queryKey, exact: true });
  showInLists(client, news.build);
}

/** After something was done to it: the stream may be slow or broken, and the history has one more line. */
export function refreshBuild(client: QueryClient, build: BuildView): void {
  showInLists(client, build);
  void client.invalidateQueries({ queryKey: ['build', build.id] });
}
