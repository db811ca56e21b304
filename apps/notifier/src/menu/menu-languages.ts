import type { z } from 'zod';
import type { TextLanguage } from '#libs/texts';

/** `none` leaves a number's menu alone. */
export type MenuLanguage = TextLanguage | 'none';

/** In which language each business number has its menu. */
export interface MenuLanguages {
  otherwise: MenuLanguage;
  byNumber: ReadonlyMap<string, MenuLanguage>;
}

const isMenuLanguage = (value: string | undefined): value is MenuLanguage =>
  value !== undefined && ['es', 'en', 'pt', 'none'].includes(value);

export const menuLanguageOf = ({ byNumber, otherwise }: MenuLanguages, phoneNumberId: string): MenuLanguage =>
  byNumber.get(phoneNumberId) ?? otherwise;

/** Reads `es,1000001:pt`: a bare word for every number that is known, `<number>:<word>` for one. */
export function readMenuLanguages(text: string, context: z.RefinementCtx): MenuLanguages {
  const byNumber = new Map<string, MenuLanguage>();
  let otherwise: MenuLanguage = 'none';
  for (const part of text.split(',').map((item) => item.trim())) {
    const [first = '', second, ...rest] = part.split(':');
    if (isMenuLanguage(first) && second === undefined) otherwise = first;
    else if (/^\d{1,32}$/.test(first) && isMenuLanguage(second) && rest.length === 0) byNumber.set(first, second);
    else
      context.addIssue({
        code: 'custom',
        message: 'expected es, en, pt or none, or <phone number id>:es|en|pt|none',
      });
  }
  return { otherwise, byNumber };
}
