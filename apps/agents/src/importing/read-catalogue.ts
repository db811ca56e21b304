import { createHash } from 'node:crypto';
import type { Business } from '../business/business.schema.js';
import { languages } from '../business/localised.js';
import type { Problem } from './import-report.js';
import {
  columnAliases,
  productColumns,
  type ProductRow,
  productRowSchema,
  requiredColumns,
} from './product-row.schema.js';
import type { Table } from './read-records.js';

type Translations = Record<string, Record<string, string>>;

export interface CatalogueProduct {
  sku: string;
  name: string;
  description: string;
  category: string;
  translations: Translations;
  tags: string[];
  image_url: string | null;
  tax_basis_points: number | null;
  words: string;
  content_hash: string;
}

export interface CatalogueVariant {
  sku: string;
  product: string;
  name: string;
  translations: Translations;
  position: number;
  price_minor: number;
  stock: number | null;
  active: boolean;
  content_hash: string;
}

export interface Catalogue {
  products: CatalogueProduct[];
  variants: CatalogueVariant[];
  rows: { read: number; imported: number; bad: number };
  problems: Problem[];
  warnings: Problem[];
  /** Of bad rows: what they name keeps its last good version. Undefined: one of them names nothing, so nothing is retired. */
  keep?: string[];
}

/** Every row that is good; each that is not with its line, column and reason, and nothing else is lost with it. */
export function readCatalogue(file: string, table: Table, business: Business): Catalogue {
  const columns = table.columns.map((name) => columnAliases[name] ?? name);
  const catalogue: Catalogue = {
    products: [],
    variants: [],
    rows: { read: 0, imported: 0, bad: 0 },
    problems: [],
    warnings: [],
  };
  const missing = requiredColumns.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    catalogue.problems.push({
      file,
      line: 1,
      column: missing.join(', '),
      reason: 'this column is missing: nothing was read',
    });
    return catalogue;
  }
  const unknown = columns.filter((name) => name && !productColumns.includes(name));
  if (unknown.length > 0) catalogue.warnings.push({ file, line: 1, column: unknown.join(', '), reason: 'is not used' });
  const collector = new RowCollector(file, business.currency);
  for (const { line, values, problem } of table.records) {
    if (values) collector.add(line, rename(values));
    else collector.refuse(line, '', problem);
  }
  const result = collector.finish();
  return { ...result, warnings: catalogue.warnings, rows: { ...result.rows, read: table.records.length } };
}

const rename = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [columnAliases[name] ?? name, value]));

interface Group {
  line: number;
  row: ProductRow;
  variants: CatalogueVariant[];
  /** Of all rows, for search. */
  texts: string[];
}

class RowCollector {
  private readonly schema;
  private readonly lineOf = new Map<string, number>();
  private readonly groups = new Map<string, Group>();
  private readonly problems: Problem[] = [];
  private readonly keep: string[] = [];
  private readonly badLines = new Set<number>();
  private nameless = false;

  constructor(
    private readonly file: string,
    currency: string,
  ) {
    this.schema = productRowSchema(currency);
  }

  refuse(line: number, column: string, reason: string, sku?: string): void {
    this.badLines.add(line);
    this.problems.push({ file: this.file, line, column, reason });
    if (sku) this.keep.push(sku);
    else this.nameless = true;
  }

  add(line: number, values: Record<string, string>): void {
    const parsed = this.schema.safeParse(values);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) this.refuse(line, path.join('.'), message, values['sku']);
      return;
    }
    const row = parsed.data;
    const twin = this.lineOf.get(row.sku);
    if (twin) return this.refuse(line, 'sku', `${row.sku} is already on line ${twin}`, row.sku);
    const key = row.product || row.sku;
    const group = this.groups.get(key);
    if (!group && !row.name) return this.refuse(line, 'name', 'missing', row.sku);
    if (group && row.name && row.name !== group.row.name)
      return this.refuse(line, 'name', `${key} is called ${group.row.name} on line ${group.line}`, row.sku);
    this.lineOf.set(row.sku, line);
    const { variants, texts } = group ?? this.begin(key, line, row);
    variants.push(toVariant(row, key, variants.length));
    texts.push(row.sku, row.variant, row.variant_es, row.variant_en, row.variant_pt);
  }

  finish(): Omit<Catalogue, 'warnings'> {
    const groups = [...this.groups];
    return {
      products: groups.map(([key, group]) => toProduct(key, group)),
      variants: groups.flatMap(([, { variants }]) => variants),
      rows: { read: 0, imported: this.lineOf.size, bad: this.badLines.size },
      problems: this.problems,
      keep: this.nameless ? undefined : this.keep,
    };
  }

  private begin(key: string, line: number, row: ProductRow): Group {
    const group = { line, row, variants: [], texts: [key] };
    this.groups.set(key, group);
    return group;
  }
}

function toProduct(sku: string, { row, texts }: Group): CatalogueProduct {
  const { name, description, category, tags, image, tax_percent } = row;
  const translations = translationsOf({ name: row, description: row });
  const all = [
    name,
    description,
    category,
    ...tags,
    ...Object.values(translations).flatMap(Object.values<string>),
    ...texts,
  ];
  return withHash({
    sku,
    name,
    description,
    category,
    translations,
    tags,
    image_url: image || null,
    tax_basis_points: tax_percent,
    words: toPlain([...new Set(all)].filter(Boolean).join(' ')),
  });
}

const toVariant = (row: ProductRow, product: string, position: number): CatalogueVariant =>
  withHash({
    sku: row.sku,
    product,
    name: row.variant,
    translations: translationsOf({ variant: row }, 'name'),
    position,
    price_minor: row.price,
    stock: row.stock,
    active: row.active,
  });

/** `name_en` → `{ en: { name } }`, for the fields that are named. */
function translationsOf(
  fields: Partial<Record<'name' | 'description' | 'variant', ProductRow>>,
  as?: string,
): Translations {
  const found: Translations = {};
  for (const language of languages) {
    for (const [field, row] of Object.entries(fields) as ['name' | 'description' | 'variant', ProductRow][]) {
      const text = row[`${field}_${language}`];
      if (text) (found[language] ??= {})[as ?? field] = text;
    }
  }
  return found;
}

const toPlain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const withHash = <T extends object>(fields: T): T & { content_hash: string } => ({
  ...fields,
  content_hash: createHash('sha256').update(JSON.stringify(fields)).digest('hex'),
});
