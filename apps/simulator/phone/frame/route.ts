/** Which chat is open, kept in the address: reload, back button and bookmarks work. */
export const routedId = (): string | undefined => {
  const id = decodeURIComponent(location.hash.slice(1));
  return id === '' ? undefined : id;
};

/** On narrow windows opening a chat is a step that the back button undoes; on wide ones it is none. */
export function goTo(personId: string | undefined, isStep: boolean): void {
  const address = personId === undefined ? location.pathname : `#${encodeURIComponent(personId)}`;
  if (isStep && personId !== undefined) history.pushState({ isStep: true }, '', address);
  else history.replaceState(null, '', address);
}

/** Back to the list: the browser's own step when we made one. */
export function goBack(): boolean {
  const { isStep } = (history.state ?? {}) as { isStep?: boolean };
  if (isStep) history.back();
  return isStep === true;
}
