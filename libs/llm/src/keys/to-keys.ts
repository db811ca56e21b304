/**
 * Keys of one variable or file: by lines or commas, so that a mounted file can bring more of them without a restart. What
 * no header can carry is none: an error about it would quote it.
 */
export const toKeys = (text: string): string[] => text.split(/[\s,]+/).filter((key) => /^[\x21-\x7e]+$/.test(key));
