/** One replacement that turns a text into another: whole lines around the difference, found exactly once. Nothing when it would be as long as the text. */
export function findPatch(before: string, after: string): { find: string; replace: string } | undefined {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  // A line before and after, and more until it is unique: the find must not be empty either.
  for (let around = 1; around <= old.length; around += 1) {
    const [from, to] = [Math.max(0, start - around), Math.max(0, end - around)];
    const find = old.slice(from, old.length - to).join('\n');
    if (find.length > before.length * 0.6) return undefined;
    if (find && before.split(find).length === 2) return { find, replace: now.slice(from, now.length - to).join('\n') };
  }
  return undefined;
}
