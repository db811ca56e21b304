import { z } from 'zod';

const PRINTABLE = /^[\x21-\x7e]+$/;

export const token = z.string('missing').regex(PRINTABLE, 'expected a token without spaces');

/**
 * `<phone number id>:<token>` by commas or, in a mounted file, by lines. What is wrong is named by its place in the list:
 * no message holds a part of a token.
 */
export const tokensByNumber = z.string('missing').transform((text, context): ReadonlyMap<string, string> => {
  const tokens = new Map<string, string>();
  for (const [index, entry] of text
    .split(/[\s,]+/)
    .filter(Boolean)
    .entries()) {
    const [, number, own] = /^(\d{1,32}):(.+)$/.exec(entry) ?? [];
    const complain = (message: string): void =>
      context.addIssue({ code: 'custom', message: `entry ${index + 1}: ${message}` });
    if (number === undefined || own === undefined || !PRINTABLE.test(own))
      complain('expected <phone number id>:<token>');
    else if (tokens.has(number)) complain('its number has a token already');
    else tokens.set(number, own);
  }
  if (tokens.size === 0) context.addIssue({ code: 'custom', message: 'expected <phone number id>:<token>' });
  return tokens;
});
