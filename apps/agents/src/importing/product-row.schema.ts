import { z } from 'zod';
import { toMinorUnits } from '../business/money.js';

/** Columns that a catalogue may have; names that people use in their own language lead to the same. */
export const columnAliases: Record<string, string> = {
  codigo: 'sku',
  código: 'sku',
  referencia: 'sku',
  referência: 'sku',
  producto: 'product',
  produto: 'product',
  nombre: 'name',
  nome: 'name',
  variante: 'variant',
  categoría: 'category',
  categoria: 'category',
  precio: 'price',
  preço: 'price',
  preco: 'price',
  existencias: 'stock',
  estoque: 'stock',
  descripción: 'description',
  descripcion: 'description',
  descrição: 'description',
  descricao: 'description',
  etiquetas: 'tags',
  imagen: 'image',
  imagem: 'image',
  impuesto: 'tax_percent',
  imposto: 'tax_percent',
  activo: 'active',
  ativo: 'active',
};

const text = (most: number) => z.string().trim().max(most, `expected at most ${most} characters`);
const optional = (most: number) => text(most).default('');

const translated = {
  name_es: optional(150),
  name_en: optional(150),
  name_pt: optional(150),
  description_es: optional(1_000),
  description_en: optional(1_000),
  description_pt: optional(1_000),
  variant_es: optional(80),
  variant_en: optional(80),
  variant_pt: optional(80),
};

/** One row: one thing that can be bought. Rows with the same `product` are variants of it. */
export const productRowSchema = (currency: string) =>
  z.object({
    sku: z
      .string('missing')
      .min(1, 'missing')
      .regex(/^([\p{L}\p{N}._/-]{1,64})?$/u, 'expected at most 64 letters, digits, dots, dashes or slashes'),
    product: optional(64),
    name: optional(150),
    variant: optional(80),
    category: optional(80),
    description: optional(1_000),
    ...translated,
    price: z.string('missing').transform((value, context) => {
      const minor = toMinorUnits(value, currency);
      if (minor !== undefined) return minor;
      context.addIssue({
        code: 'custom',
        message: value === '' ? 'missing' : `expected a price in ${currency}, got "${value.slice(0, 30)}"`,
      });
      return z.NEVER;
    }),
    currency: z
      .string()
      .toUpperCase()
      .refine((value) => value === '' || value === currency, `expected ${currency}, the currency of the business`)
      .default(''),
    /** Empty: made to order, never runs out. */
    stock: z
      .string()
      .regex(/^\d{0,7}$/, 'expected a whole number from 0 to 9999999, or nothing for made to order')
      .transform((value) => (value === '' ? null : Number(value)))
      .default(null),
    tags: optional(300).transform((value) => [
      ...new Set(
        value
          .split(/[|,;]/)
          .map((tag) => tag.trim())
          .filter(Boolean),
      ),
    ]),
    image: z
      .string()
      .refine(
        (value) => value === '' || (URL.canParse(value) && /^https:\/\//.test(value)),
        'expected an https address',
      )
      .default(''),
    tax_percent: z
      .string()
      .regex(/^(\d{1,2}([.,]\d{1,2})?|100)?$/, 'expected 0 to 100')
      .transform((value) => (value === '' ? null : Math.round(Number(value.replace(',', '.')) * 100)))
      .default(null),
    active: z
      .string()
      .toLowerCase()
      .regex(/^(|true|yes|si|sí|sim|1|false|no|não|nao|0)$/, 'expected yes or no')
      .transform((value) => !['false', 'no', 'não', 'nao', '0'].includes(value))
      .default(true),
  });

export type ProductRow = z.output<ReturnType<typeof productRowSchema>>;
export const productColumns: readonly string[] = Object.keys(productRowSchema('EUR').shape);
export const requiredColumns = ['sku', 'name', 'price'] as const;
