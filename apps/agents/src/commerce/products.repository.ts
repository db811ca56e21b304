import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Product } from './product.js';
import { BROWSE_PRODUCTS, FIND_PRODUCTS, LIST_CATEGORIES, SEARCH_PRODUCTS } from './product-statements.js';

export interface ProductSearch {
  words: string;
  category: string;
  minMinor: number;
  maxMinor: number;
  isInStock: boolean;
}

export const mostProducts = 8;

/** The catalogue of one business, as customers may see it. */
@Injectable()
export class ProductsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async search(
    businessId: string,
    { words, category, minMinor, maxMinor, isInStock }: ProductSearch,
  ): Promise<Product[]> {
    const values = [businessId, category, minMinor, maxMinor, isInStock, mostProducts];
    const rows = words
      ? await this.database.query<Product>(SEARCH_PRODUCTS, [...values, words])
      : await this.database.query<Product>(BROWSE_PRODUCTS, values);
    return rows.filter(({ variants }) => variants !== null);
  }

  async find(businessId: string, skus: readonly string[]): Promise<Product[]> {
    const rows = await this.database.query<Product>(FIND_PRODUCTS, [businessId, skus]);
    return rows.filter(({ variants }) => variants !== null);
  }

  async categories(businessId: string): Promise<string[]> {
    const rows = await this.database.query<{ category: string }>(LIST_CATEGORIES, [businessId]);
    return rows.map(({ category }) => category);
  }
}
