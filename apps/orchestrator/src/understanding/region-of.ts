import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** ISO 3166 region of a number without its plus sign; empty when there is none to tell. */
export const regionOf = (waId: string): string => (waId && parsePhoneNumberFromString(`+${waId}`)?.country) || '';
