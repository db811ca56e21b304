import type { Language } from '../../replies/detect-language.js';

export type InThree = Record<Language, string>;

export interface Dish {
  title: InThree | string;
  text: InThree;
  /** Without a currency: an example, as the page says. */
  price: string;
  tags?: ('vegetarian' | 'vegan' | 'glutenFree' | 'spicy')[];
}

/** Courses in the order in which they are eaten. */
export interface Cuisine {
  pattern: RegExp;
  headline: InThree;
  courses: [Dish[], Dish[], Dish[], Dish[]];
}

export const three = (en: string, es: string, pt: string): InThree => ({ en, es, pt });
export const dish = (
  title: InThree | string,
  text: InThree,
  price: string,
  ...tags: NonNullable<Dish['tags']>
): Dish => ({
  title,
  text,
  price,
  tags,
});
