const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text in an element or between quotes of an attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

/** Lines with something in them, indented by so many spaces: what is left out leaves no hole. */
export const lines = (indent: number, parts: (string | false | undefined)[]): string =>
  parts
    .filter((part): part is string => Boolean(part))
    .flatMap((part) => part.split('\n'))
    .map((line) => (line ? ' '.repeat(indent) + line : line))
    .join('\n');
