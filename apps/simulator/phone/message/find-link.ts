export interface FoundLink {
  /** Always http, https or mailto. */
  href: string;
  text: string;
}

const candidate = /(?:https?:\/\/|www\.)[^\s<>"`]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+/iuy;
const closers: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** The link or e-mail address that begins at this place of the text, without the punctuation of the sentence around it. */
export function findLink(text: string, at: number): FoundLink | undefined {
  candidate.lastIndex = at;
  const match = candidate.exec(text)?.[0];
  if (match === undefined) return undefined;
  const found = trimSentence(match);
  const href = toSafeHref(found);
  return href === undefined ? undefined : { href, text: found };
}

function trimSentence(found: string): string {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1] ?? '';
    const opener = closers[last];
    const isPartOfLink = opener === undefined ? !/[.,;:!?'*_~…»”’]/u.test(last) : found.slice(0, end).includes(opener);
    if (isPartOfLink) break;
    end -= 1;
  }
  return found.slice(0, end);
}

function toSafeHref(text: string): string | undefined {
  const isAddress = !/^(?:https?:\/\/|www\.)/iu.test(text);
  if (isAddress) return `mailto:${text}`;
  const address = /^www\./iu.test(text) ? `https://${text}` : text;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, href } = new URL(address);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? href : undefined;
}
