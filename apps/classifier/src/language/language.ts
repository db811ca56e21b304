/** Languages served; fixed texts exist in each. */
export const languages = ['es', 'en', 'pt'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (value: string): value is Language => (languages as readonly string[]).includes(value);
