import { useSyncExternalStore } from 'react';

const PREFIX = '#/c/';

/** The part of the address behind # never leaves the browser: ids of conversations stay out of logs. */
export const addressOf = (conversationId: string): string => `${PREFIX}${encodeURIComponent(conversationId)}`;

function readRoute(): string | undefined {
  const { hash } = location;
  return hash.startsWith(PREFIX) ? decodeURIComponent(hash.slice(PREFIX.length)) : undefined;
}

function watch(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

/** Id of the conversation that is open. */
export const useOpenConversation = (): string | undefined => useSyncExternalStore(watch, readRoute);

export const closeConversation = (): void => {
  location.hash = '#/';
};
