import type { Language } from '../tools/tool.js';

type Translations = Partial<Record<Language, { name?: string; description?: string }>>;

/** What can be bought: one variant. */
export interface Variant {
  sku: string;
  name: string;
  translations: Translations;
  priceMinor: number;
  /** Null: never runs out. */
  stock: number | null;
}

export interface Product {
  name: string;
  description: string;
  category: string;
  translations: Translations;
  imageUrl: string | null;
  variants: Variant[];
}

/** In that language, as far as the catalogue has it. */
export function nameOf(product: Pick<Product, 'name' | 'translations'>, language: Language): string {
  return product.translations[language]?.name ?? product.name;
}

/** "Sourdough loaf (Half, 500 g)". */
export function fullNameOf(
  product: Pick<Product, 'name' | 'translations'>,
  variant: Pick<Variant, 'name' | 'translations'>,
  language: Language,
): string {
  const option = nameOf(variant, language);
  return option ? `${nameOf(product, language)} (${option})` : nameOf(product, language);
}
