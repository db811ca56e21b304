import { isObject } from '../wire/message-request.js';

const longestResult = 1_500;

/** What a tool answered, in lines that a person can read. */
export const describeValue = (value: unknown, words: { yes: string; no: string }): string =>
  describe(value, words).slice(0, longestResult);

function describe(value: unknown, words: { yes: string; no: string }, depth = 0): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) {
    const lines = value.slice(0, 10).map((item) => `• ${describe(item, words, depth + 1)}`);
    return depth > 0
      ? value
          .slice(0, 10)
          .map((item) => describe(item, words, depth + 1))
          .join(', ')
      : lines.join('\n');
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(
      ([key, item]) => `${key.replace(/_/g, ' ')}: ${describe(item, words, depth + 1)}`,
    );
    return parts.join(depth > 0 ? ', ' : '\n');
  }
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
