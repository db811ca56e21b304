/** What a person gave of themselves; the site says nothing of the kind that they did not. */
export const findEmail = (text: string): string => /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+/.exec(text)?.[0] ?? '';

export const findPhone = (text: string): string => /(?:\+|\b)\d[\d ()-]{6,18}\d\b/.exec(text)?.[0].trim() ?? '';

const day =
  '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|weekdays|weekends?|daily|every day|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|lun|mar|mi[eé]|jue|vie|s[aá]b|dom|todos los d[ií]as|segunda|ter[cç]a|quarta|quinta|sexta|todos os dias|seg|ter|qua|qui|sex';
const time = '\\d{1,2}(?:[:.h]\\d{0,2})?\\s*(?:am|pm|h|hs|horas)?';
const hours = new RegExp(
  `((?:\\b(?:${day})\\b[^\\d\\n.;]{0,30})?\\b${time}\\s*(?:-|–|to|a|al|às|as|hasta|até|until|till)\\s*(?:las\\s+)?${time}\\b(?:[^\\n.;]{0,60}\\d${'(?:am|pm|h)?'})?)`,
  'iu',
);

/** Opening hours that a person wrote, in their own words. */
export function findHours(text: string): string {
  const found = hours.exec(text)?.[1]?.trim() ?? '';
  return found && new RegExp(`\\b(?:${day})\\b|am\\b|pm\\b|\\d[:h]\\d{0,2}`, 'iu').test(found) ? found : '';
}
