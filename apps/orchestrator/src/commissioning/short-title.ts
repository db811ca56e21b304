const MAX_CHARS = 60;

/** What a build is called until it is planned: how its person put it, cut between words. */
export function shortTitle(request: string): string {
  const line = request.replace(/\s+/g, ' ').trim();
  if (line.length <= MAX_CHARS) return line;
  const cut = line.slice(0, MAX_CHARS).replace(/[\ud800-\udbff]$/, '');
  return `${cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut}…`;
}
