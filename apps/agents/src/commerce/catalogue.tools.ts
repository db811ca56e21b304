import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { digitsOf } from '../business/money.js';
import { defineTool, type Tool, type ToolSource } from '../tools/tool.js';
import { ToolError } from '../tools/tool-error.js';
import { toChoices, toPhotos } from './product-parts.js';
import { ProductsRepository } from './products.repository.js';
import { Shops } from './shops.js';
import { toProductView } from './views.js';

const largestPrice = 1e11;
const sku = z.string().trim().min(1).max(64);
const skus = (most: number) => z.array(sku).min(1).max(most).describe('SKUs from an earlier result');
const price = z.number().min(0).max(1e9).optional();

/** Looking at what is sold. */
@Injectable()
export class CatalogueTools implements ToolSource {
  constructor(
    @Inject(ProductsRepository) private readonly products: ProductsRepository,
    @Inject(Shops) private readonly shops: Shops,
  ) {}

  tools(): Tool[] {
    return [this.search, this.compare, this.show];
  }

  private readonly search = defineTool({
    name: 'search_products',
    description:
      'Searches what is sold, by words in any language (spelling mistakes are fine), category and price in the currency of the shop. Without words it lists what there is. Answers names, options with SKU, price and stock. Do this before you say anything about a product.',
    input: z.strictObject({
      words: z.string().trim().max(120).default('').describe('What it is, in the words of the person; may be empty'),
      category: z.string().trim().max(80).default(''),
      min_price: price,
      max_price: price,
      in_stock: z.boolean().default(false).describe('Only what can be had now'),
    }),
    effect: 'read',
    run: async ({ words, category, min_price, max_price, in_stock }, { phoneNumberId, language }) => {
      const shop = this.shops.of(phoneNumberId);
      const toMinor = (amount: number) => Math.min(Math.round(amount * 10 ** digitsOf(shop.currency)), largestPrice);
      const found = await this.products.search(shop.businessId, {
        words,
        category,
        minMinor: min_price === undefined ? 0 : toMinor(min_price),
        maxMinor: max_price === undefined ? largestPrice : toMinor(max_price),
        isInStock: in_stock,
      });
      const products = found.map((product) => toProductView(product, shop, language));
      if (products.length > 0) return { content: { products } };
      return {
        content: { products, note: 'Nothing fits.', categories: await this.products.categories(shop.businessId) },
      };
    },
  });

  private readonly compare = defineTool({
    name: 'compare_products',
    description:
      'Answers all that is known about up to five products, to compare them or to answer a question about one.',
    input: z.strictObject({ skus: skus(5) }),
    effect: 'read',
    run: async (input, { phoneNumberId, language }) => {
      const { shop, found } = await this.find(phoneNumberId, input.skus);
      return { content: { products: found.map((product) => toProductView(product, shop, language)) } };
    },
  });

  private readonly show = defineTool({
    name: 'show_products',
    description:
      'Shows products to the person under your words: as a choice to tap (buttons or a list with prices), or with photos (three at most). Do not repeat in words what it shows.',
    input: z.strictObject({ skus: skus(10), as: z.enum(['choice', 'photos']) }),
    effect: 'read',
    run: async (input, { phoneNumberId, language }) => {
      const { shop, found } = await this.find(phoneNumberId, input.skus);
      const toParts = input.as === 'photos' ? toPhotos : toChoices;
      const wanted = found.map((product) => {
        const named = product.variants.filter((variant) => input.skus.includes(variant.sku));
        return named.length > 0 ? { ...product, variants: named } : product;
      });
      const parts = toParts(wanted, shop.currency, language);
      return { content: { shown: parts.length > 0, ...(parts.length === 0 && { note: 'There is no photo.' }) }, parts };
    },
  });

  private async find(phoneNumberId: string, wanted: readonly string[]) {
    const shop = this.shops.of(phoneNumberId);
    const found = await this.products.find(shop.businessId, wanted);
    if (found.length === 0) throw new ToolError('not_found', 'None of these SKUs is sold here. Search again.');
    return { shop, found };
  }
}
