/** Whether a spec has a case of that title that runs: not in a comment, and not skipped for good. */
export function holdsCase(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => {
    const literal = `${quote}${title}${quote},`;
    for (let at = source.indexOf(literal); at >= 0; at = source.indexOf(literal, at + 1)) {
      const before = source.slice(0, at);
      const isComment = /\/\/[^\n]*$/.test(before);
      const isSkipped = /\b(?:it|test|describe)\.(?:skip|todo)\(\s*$/.test(before);
      if (/\(\s*$/.test(before) && !isComment && !isSkipped) return true;
    }
    return false;
  });
}

/** The end of the full name of a case, whatever values stand in its title. */
export const toPattern = (title: string): RegExp =>
  new RegExp(
    `(?:^| )${title
      .split(/%[a-z]|\$\w+/)
      .map(escape)
      .join('[^]*')}$`,
  );

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
