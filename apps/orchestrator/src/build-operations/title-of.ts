const MOST = 80;

/** What a build is called until its planner has a better name: the beginning of what was asked for. */
export function titleOf(request: string): string {
  const [line = ''] = request.trim().split(/[\r\n]|[.!?](?:\s|$)/, 1);
  const words = line.replace(/\s+/g, ' ').trim() || request.replace(/\s+/g, ' ').trim();
  const characters = Array.from(words);
  return characters.length <= MOST
    ? words
    : `${characters
        .slice(0, MOST - 1)
        .join('')
        .trimEnd()}…`;
}
