import { useMemo, useSyncExternalStore } from 'react';

export type Area = 'conversations' | 'builds';

/** What of the page is open. */
export interface Route {
  area: Area;
  id?: string;
  /** Only the builds of this conversation are listed. */
  ofConversation?: string;
}

const CONVERSATION = '#/c/';
const BUILDS = '#/b/';

/** The part of the address behind # never leaves the browser: ids of conversations stay out of logs. */
export const addressOf = (conversationId: string): string => `${CONVERSATION}${encodeURIComponent(conversationId)}`;

/** Without an id the list alone. */
export const addressOfBuild = (id: string, ofConversation?: string): string =>
  `${BUILDS}${encodeURIComponent(id)}${ofConversation === undefined ? '' : `?of=${encodeURIComponent(ofConversation)}`}`;

export const addressOfArea = (area: Area): string => (area === 'builds' ? BUILDS : '#/');

export function toRoute(hash: string): Route {
  const [path = '', question = ''] = hash.split('?');
  const idBehind = (prefix: string): string | undefined =>
    path.startsWith(prefix) && path !== prefix ? decode(path.slice(prefix.length)) : undefined;
  if (!path.startsWith(BUILDS)) return { area: 'conversations', id: idBehind(CONVERSATION) };
  const ofConversation = new URLSearchParams(question).get('of') ?? undefined;
  return { area: 'builds', id: idBehind(BUILDS), ofConversation };
}

/** What somebody wrote into the address by hand may be anything. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function watch(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(watch, () => location.hash);
  return useMemo(() => toRoute(hash), [hash]);
}

export const closeConversation = (): void => {
  location.hash = addressOfArea('conversations');
};

/** Back to the list as it was. */
export const closeBuild = (): void => {
  location.hash = addressOfBuild('', toRoute(location.hash).ofConversation);
};
